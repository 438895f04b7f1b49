using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cloud.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddResources : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "instance_name",
                table: "events",
                newName: "subject_name");

            migrationBuilder.RenameColumn(
                name: "instance_id",
                table: "events",
                newName: "subject_id");

            migrationBuilder.RenameIndex(
                name: "ix_events_instance_id_sequence",
                table: "events",
                newName: "ix_events_subject_id_sequence");

            migrationBuilder.AddColumn<string>(
                name: "subject_kind",
                table: "events",
                type: "TEXT",
                nullable: true)
                .Annotation("Relational:ColumnOrder", 12);

            migrationBuilder.CreateTable(
                name: "resources",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    project_id = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    document = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_resources", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_resources_project_id_kind_name",
                table: "resources",
                columns: new[] { "project_id", "kind", "name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "resources");

            migrationBuilder.DropColumn(
                name: "subject_kind",
                table: "events");

            migrationBuilder.RenameColumn(
                name: "subject_name",
                table: "events",
                newName: "instance_name");

            migrationBuilder.RenameColumn(
                name: "subject_id",
                table: "events",
                newName: "instance_id");

            migrationBuilder.RenameIndex(
                name: "ix_events_subject_id_sequence",
                table: "events",
                newName: "ix_events_instance_id_sequence");
        }
    }
}
