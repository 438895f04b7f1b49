using System.Text;
using Cloud.Persistence.Schema;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cloud.Persistence.Databases;

/// <summary>
/// A prepared statement that takes one record of a table. It speaks to SQLite directly: the ADO.NET layer above looks each parameter up by
/// name and copies each text twice, which together cost more than SQLite's own work.
/// </summary>
internal sealed class SqliteRowStatement<T> : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly IReadOnlyList<Column<T>> columns;
    private readonly sqlite3_stmt statement;
    private byte[] buffer = new byte[256];

    /// <param name="connection">Stays open as long as the statement is used.</param>
    /// <param name="sql">With one question mark per column.</param>
    /// <param name="columns">What is bound, in order.</param>
    public SqliteRowStatement(SqliteConnection connection, string sql, IReadOnlyList<Column<T>> columns)
    {
        (this.connection, this.columns) = (connection, columns);
        SqliteException.ThrowExceptionForRC(
            raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement), connection.Handle);
    }

    /// <summary>Runs it for one record; returns how many rows changed.</summary>
    public int Execute(T record)
    {
        for (var i = 0; i < columns.Count; i++)
            Require(Bind(i + 1, columns[i].Read(record)));

        var result = raw.sqlite3_step(statement);

        // A failed step must be reset as well; the reset repeats its error.
        var reset = raw.sqlite3_reset(statement);
        Require(result == raw.SQLITE_DONE ? reset : result);
        return raw.sqlite3_changes(connection.Handle);
    }

    /// <summary>Runs it for each record; returns how many rows changed in all.</summary>
    public int ExecuteAll(IReadOnlyList<T> records)
    {
        var changed = 0;
        for (var i = 0; i < records.Count; i++)
            changed += Execute(records[i]);

        return changed;
    }

    public void Dispose() => statement.Dispose();

    private int Bind(int index, object? value)
    {
        switch (value)
        {
            case null:
                return raw.sqlite3_bind_null(statement, index);
            case long number:
                return raw.sqlite3_bind_int64(statement, index, number);
            case Guid id:
                id.TryFormat(buffer, out var length, "D");
                return raw.sqlite3_bind_text(statement, index, buffer.AsSpan(0, length));
            case string text:
                return BindText(index, text);
            case Json json:
                return raw.sqlite3_bind_text(statement, index, json.Utf8);
            case byte[] bytes:
                return raw.sqlite3_bind_blob(statement, index, bytes);
            default:
                throw new InvalidOperationException($"A column of {typeof(T).Name} reads a {value.GetType().Name}, which is not stored.");
        }
    }

    private int BindText(int index, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (buffer.Length < most)
            buffer = new byte[most];

        var length = Encoding.UTF8.GetBytes(text, buffer);
        return raw.sqlite3_bind_text(statement, index, buffer.AsSpan(0, length));
    }

    private void Require(int result) => SqliteException.ThrowExceptionForRC(result, connection.Handle);
}

/// <summary>The statements a table needs.</summary>
internal static class SqliteRowStatement
{
    public static SqliteRowStatement<T> Insert<T>(SqliteConnection connection, Table<T> table) => new(
        connection, $"insert into {table.Name} ({table.ColumnList}) values ({string.Join(", ", table.Columns.Select(_ => "?"))})", table.Columns);

    /// <summary>Replaces what may change.</summary>
    public static SqliteRowStatement<T> Update<T>(SqliteConnection connection, Table<T> table) =>
        Change(connection, table, column => $"{column} = ?");

    /// <summary>Adds to numbers.</summary>
    public static SqliteRowStatement<T> Add<T>(SqliteConnection connection, Table<T> table) =>
        Change(connection, table, column => $"{column} = {column} + ?");

    private static SqliteRowStatement<T> Change<T>(SqliteConnection connection, Table<T> table, Func<string, string> set) => new(
        connection,
        $"update {table.Name} set {string.Join(", ", table.Changing.Select(column => set(column.Name)))} "
        + $"where {string.Join(" and ", table.Key.Select(column => $"{column.Name} = ?"))}",
        [.. table.Changing, .. table.Key]);
}
