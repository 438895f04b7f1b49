using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cloud.Persistence.Schema;

/// <summary>
/// A table that is written in batches, described once: the EF model (and so the migrations), the statements of both databases and the
/// order in which rows are read all come from here.
/// </summary>
/// <param name="name">Name in the database.</param>
/// <param name="keyLength">How many of the first columns form the primary key.</param>
/// <param name="columns">In order of storage.</param>
internal sealed class Table<T>(string name, int keyLength, params Column<T>[] columns)
{
    public string Name => name;

    public IReadOnlyList<Column<T>> Columns => columns;

    public IReadOnlyList<Column<T>> Key { get; } = columns[..keyLength];

    /// <summary>What an update writes.</summary>
    public IReadOnlyList<Column<T>> Changing { get; } = [.. columns.Skip(keyLength).Where(column => !column.IsFixed)];

    /// <summary><c>a, b, c</c>, in the order that the readers expect.</summary>
    public string ColumnList { get; } = string.Join(", ", columns.Select(column => column.Name));

    /// <summary>Adds the table to the EF model as a bag of named values.</summary>
    public EntityTypeBuilder<Dictionary<string, object>> Map(ModelBuilder model)
    {
        var entity = model.SharedTypeEntity<Dictionary<string, object>>(name);
        entity.ToTable(name);
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            var property = entity.IndexerProperty(ClrType(column), column.Name).IsRequired(!column.IsNullable).HasColumnOrder(i);
            if (column.Type == ColumnType.Json)
                property.HasAnnotation(CloudDbContext.JsonColumn, true);
        }

        entity.HasKey([.. Key.Select(column => column.Name)]);
        foreach (var column in Key)
            entity.Property(column.Name).ValueGeneratedNever();

        return entity;
    }

    /// <summary>A record as EF takes it.</summary>
    public Dictionary<string, object> ToBag(T record) => columns
        .Select(column => (column.Name, Value: column.Read(record)))
        .Where(value => value.Value is not null)
        .ToDictionary(value => value.Name, value => value.Value!, StringComparer.Ordinal);

    private static Type ClrType(Column<T> column) => (column.Type, column.IsNullable) switch
    {
        (ColumnType.Uuid, false) => typeof(Guid),
        (ColumnType.Uuid, true) => typeof(Guid?),
        (ColumnType.Integer, false) => typeof(long),
        (ColumnType.Integer, true) => typeof(long?),
        (ColumnType.Bytes, _) => typeof(byte[]),
        (ColumnType.Text or ColumnType.Json, _) => typeof(string),
    };
}
