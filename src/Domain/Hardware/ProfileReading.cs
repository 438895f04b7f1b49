namespace Cloud.Domain.Hardware;

/// <summary>One reason why a profile file cannot be used: where (a JSON path) and what.</summary>
public sealed record ProfileError(string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path} {Message}";
}

/// <summary>The outcome of reading a profile file: the profile, or every error in it. Never both.</summary>
public sealed record ProfileReading(HardwareProfile? Profile, IReadOnlyList<ProfileError> Errors)
{
    /// <summary>True when there is a profile.</summary>
    public bool IsValid => Profile is not null;
}
