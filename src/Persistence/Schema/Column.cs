namespace Cloud.Persistence.Schema;

/// <summary>How a value is stored. SQLite has no types of its own for most of these, so the choice is made once, here.</summary>
internal enum ColumnType
{
    /// <summary>PostgreSQL <c>uuid</c>; SQLite <c>TEXT</c> in lower case with dashes, which keeps the order of time-ordered ids.</summary>
    Uuid,
    Text,

    /// <summary>64-bit integer; also times, see <see cref="UnixTicks"/>.</summary>
    Integer,
    Bytes,

    /// <summary>Compact JSON: PostgreSQL <c>jsonb</c>, SQLite <c>TEXT</c>.</summary>
    Json,
}

/// <summary>One column of a table that is written in batches.</summary>
/// <param name="Name">Name in the database.</param>
/// <param name="Type">How it is stored.</param>
/// <param name="Read">Takes the value out of a record: a Guid, string, long, byte array, <see cref="Json"/> or null.</param>
/// <param name="IsNullable">Whether null is allowed.</param>
/// <param name="IsFixed">Whether it never changes once the row is there: updates leave it alone, and its indexes with it.</param>
internal sealed record Column<T>(string Name, ColumnType Type, Func<T, object?> Read, bool IsNullable = false, bool IsFixed = false);
