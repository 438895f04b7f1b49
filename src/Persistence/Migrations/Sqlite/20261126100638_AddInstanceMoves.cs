using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cloud.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddInstanceMoves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "migration",
                table: "operations",
                type: "TEXT",
                nullable: true)
                .Annotation("Relational:ColumnOrder", 13);

            migrationBuilder.AddColumn<string>(
                name: "moves",
                table: "instances",
                type: "TEXT",
                nullable: true)
                .Annotation("Relational:ColumnOrder", 26);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "migration",
                table: "operations");

            migrationBuilder.DropColumn(
                name: "moves",
                table: "instances");
        }
    }
}
