namespace Cloud.Cli.Output;

/// <summary>How results are written.</summary>
public enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>For programs: the API's own documents.</summary>
    Json,

    /// <summary>For shell loops: one name or id per line.</summary>
    Name,

    /// <summary>Points as comma-separated values; only where a command says so.</summary>
    Csv,

    /// <summary>A document; only where a command says so.</summary>
    Markdown,
}
