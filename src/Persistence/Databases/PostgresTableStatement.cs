using Cloud.Persistence.Schema;
using Npgsql;
using NpgsqlTypes;

namespace Cloud.Persistence.Databases;

/// <summary>Statements that take any number of records of a table at once: one array per column.</summary>
internal static class PostgresTableStatement
{
    public static NpgsqlBatchCommand Insert<T>(Table<T> table, IReadOnlyList<T> records) =>
        With($"insert into {table.Name} ({table.ColumnList}) select * from {Unnest(table.Columns)}", table.Columns, records);

    /// <summary>Replaces what may change. Every record must have another key.</summary>
    public static NpgsqlBatchCommand Update<T>(Table<T> table, IReadOnlyList<T> records)
    {
        Column<T>[] columns = [.. table.Changing, .. table.Key];
        return With(
            $"update {table.Name} as t set {string.Join(", ", table.Changing.Select(column => $"{column.Name} = u.{column.Name}"))} "
            + $"from {Unnest(columns)} as u ({Names(columns)}) where {Matches(table)}",
            columns,
            records);
    }

    /// <summary>Adds to numbers. Every record must have another key.</summary>
    public static NpgsqlBatchCommand Add<T>(Table<T> table, IReadOnlyList<T> records) => With(
        $"update {table.Name} as t set {string.Join(", ", table.Changing.Select(column => $"{column.Name} = t.{column.Name} + u.{column.Name}"))} "
        + $"from {Unnest(table.Columns)} as u ({table.ColumnList}) where {Matches(table)}",
        table.Columns,
        records);

    /// <summary>Makes sure that there is a row for each key, with zeros when it is new.</summary>
    public static NpgsqlBatchCommand EnsureZero<T>(Table<T> table, IReadOnlyList<T> records) => With(
        $"insert into {table.Name} ({table.ColumnList}) select {Names(table.Key)}{string.Concat(table.Changing.Select(_ => ", 0"))} "
        + $"from {Unnest(table.Key)} as u ({Names(table.Key)}) on conflict do nothing",
        table.Key,
        records);

    private static NpgsqlBatchCommand With<T>(string sql, IReadOnlyList<Column<T>> columns, IReadOnlyList<T> records)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in columns)
            command.Parameters.Add(Array(column, records));

        return command;
    }

    private static NpgsqlParameter Array<T>(Column<T> column, IReadOnlyList<T> records) => column.Type switch
    {
        ColumnType.Uuid => Of(NpgsqlDbType.Uuid, records, record => (Guid?)column.Read(record)),
        ColumnType.Integer => Of(NpgsqlDbType.Bigint, records, record => (long?)column.Read(record)),
        ColumnType.Text => Of(NpgsqlDbType.Text, records, record => (string?)column.Read(record)),
        ColumnType.Json => Of(NpgsqlDbType.Jsonb, records, record => ((Json?)column.Read(record))?.Utf8),
        ColumnType.Bytes => Of(NpgsqlDbType.Bytea, records, record => (byte[]?)column.Read(record)),
    };

    private static NpgsqlParameter<TValue[]> Of<T, TValue>(NpgsqlDbType type, IReadOnlyList<T> records, Func<T, TValue> read)
    {
        var values = new TValue[records.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = read(records[i]);

        return new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    private static string Unnest<T>(IReadOnlyList<Column<T>> columns) =>
        $"unnest({string.Join(", ", columns.Select((column, i) => $"${i + 1}::{TypeName(column.Type)}[]"))})";

    private static string TypeName(ColumnType type) => type switch
    {
        ColumnType.Uuid => "uuid",
        ColumnType.Integer => "bigint",
        ColumnType.Text => "text",
        ColumnType.Json => "jsonb",
        ColumnType.Bytes => "bytea",
    };

    private static string Names<T>(IReadOnlyList<Column<T>> columns) => string.Join(", ", columns.Select(column => column.Name));

    private static string Matches<T>(Table<T> table) => string.Join(" and ", table.Key.Select(column => $"t.{column.Name} = u.{column.Name}"));
}
