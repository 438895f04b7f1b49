using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Cloud.Persistence.Schema;

/// <summary>Names everything in the database in snake_case, so that SQL needs no quotes and both databases agree.</summary>
internal static class SnakeCase
{
    public static void Apply(IMutableModel model)
    {
        foreach (var entity in model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                property.SetColumnName(Of(property.Name));

            var table = entity.GetTableName();
            foreach (var key in entity.GetKeys())
                key.SetName($"pk_{table}");

            foreach (var key in entity.GetForeignKeys())
                key.SetConstraintName($"fk_{table}_{Join(key.Properties)}");

            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName($"ix_{table}_{Join(index.Properties)}");
        }
    }

    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsAsciiLetterUpper(name[i]) && i > 0 && name[i - 1] != '_')
                text.Append('_');

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    private static string Join(IEnumerable<IReadOnlyProperty> properties) => string.Join('_', properties.Select(property => Of(property.Name)));
}
