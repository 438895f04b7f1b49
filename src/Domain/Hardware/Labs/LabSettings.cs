namespace Cloud.Domain.Hardware.Labs;

/// <summary>Validated knob values of one run; what was not set has its default.</summary>
public sealed class LabSettings
{
    private readonly IReadOnlyList<LabKnob> _knobs;
    private readonly IReadOnlyDictionary<string, double> _values;

    internal LabSettings(IReadOnlyList<LabKnob> knobs, IReadOnlyDictionary<string, double> values)
    {
        _knobs = knobs;
        _values = values;
    }

    /// <summary>The value of a knob.</summary>
    public double this[string name] => _values.TryGetValue(name, out var value) ? value : _knobs.First(k => string.Equals(k.Name, name, StringComparison.Ordinal)).Default;

    /// <summary>The value of a whole-number knob.</summary>
    public int Count(string name) => (int)this[name];

    /// <summary>The value of a switch.</summary>
    public bool On(string name) => this[name] > 0.5;
}
