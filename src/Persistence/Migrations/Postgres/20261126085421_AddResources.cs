using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cloud.Persistence.Migrations.Postgres
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
                type: "text",
                nullable: true)
                .Annotation("Relational:ColumnOrder", 12);

            migrationBuilder.CreateTable(
                name: "resources",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    project_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    document = table.Column<string>(type: "jsonb", nullable: false)
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
