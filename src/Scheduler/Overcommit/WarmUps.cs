namespace Cloud.Scheduler.Overcommit;

/// <summary>How long a guest counts at its limit before its own use is believed.</summary>
public static class WarmUps
{
    /// <summary>Three hours at one sample in five minutes. Source: Bashir et al., EuroSys 2021, section 4; confidence: recalled.</summary>
    public const int Default = 36;
}
