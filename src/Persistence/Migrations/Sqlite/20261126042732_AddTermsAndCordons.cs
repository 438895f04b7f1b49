using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cloud.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddTermsAndCordons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "terms",
                table: "instances",
                type: "TEXT",
                nullable: true)
                .Annotation("Relational:ColumnOrder", 25);

            migrationBuilder.CreateTable(
                name: "host_cordons",
                columns: table => new
                {
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    cell = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    cordoned_by = table.Column<string>(type: "TEXT", nullable: false),
                    cordoned_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_host_cordons", x => x.host);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "host_cordons");

            migrationBuilder.DropColumn(
                name: "terms",
                table: "instances");
        }
    }
}
