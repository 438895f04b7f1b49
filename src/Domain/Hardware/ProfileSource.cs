namespace Cloud.Domain.Hardware;

/// <summary>Where a part of a profile comes from: the JSON path of the part, how sure we are, and the publication.</summary>
public sealed record ProfileSource(string Path, Confidence Confidence, string Source);
