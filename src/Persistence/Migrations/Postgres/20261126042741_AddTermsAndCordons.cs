using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cloud.Persistence.Migrations.Postgres
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
                type: "jsonb",
                nullable: true)
                .Annotation("Relational:ColumnOrder", 25);

            migrationBuilder.CreateTable(
                name: "host_cordons",
                columns: table => new
                {
                    host = table.Column<string>(type: "text", nullable: false),
                    cell = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    cordoned_by = table.Column<Guid>(type: "uuid", nullable: false),
                    cordoned_at = table.Column<long>(type: "bigint", nullable: false)
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
