namespace Cloud.Domain.Hardware.Costs;

/// <summary>Collects the constants that one section of the reference sheet defines, in order of definition.</summary>
internal sealed class ConstantSection(string title)
{
    private readonly List<ModelConstant> _constants = [];

    public IReadOnlyList<ModelConstant> Constants => _constants;

    public ModelConstant Add(string key, double value, string unit, Confidence confidence, string source)
    {
        var constant = new ModelConstant(key, value, unit, confidence, source, title);
        _constants.Add(constant);
        return constant;
    }

    /// <summary>Defines one constant per row of a table that shares unit, confidence and source.</summary>
    public Dictionary<string, ModelConstant> AddTable(
        string prefix, string unit, Confidence confidence, string source, params ReadOnlySpan<(string Name, double Value)> rows)
    {
        var table = new Dictionary<string, ModelConstant>(StringComparer.Ordinal);
        foreach (var (name, value) in rows) table.Add(name, Add($"{prefix}.{name}", value, unit, confidence, source));
        return table;
    }
}
