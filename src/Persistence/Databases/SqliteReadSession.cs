using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Cloud.Persistence.Databases;

/// <summary>A connection for reading, with each statement prepared the first time it is used. Used by one thread at a time.</summary>
internal sealed class SqliteReadSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

    public List<T> Query<T>(string sql, ReadOnlySpan<Parameter> parameters, Func<DbDataReader, T> read)
    {
        var command = Prepare(sql, parameters);
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters[i].Value = parameters[i].Value;

        var rows = new List<T>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
            rows.Add(read(reader));

        return rows;
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values)
            command.Dispose();

        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<Parameter> parameters)
    {
        if (prepared.TryGetValue(sql, out var command))
            return command;

        command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue("@" + name, value);

        prepared.Add(sql, command);
        return command;
    }
}
