namespace Cloud.Scheduler.Numa;

/// <summary>Which NUMA nodes of the chosen host a guest gets, when several would do; ties go to the lowest index.</summary>
public enum NumaPreference
{
    /// <summary>Those that would have least left over.</summary>
    Tightest,

    /// <summary>Those that would have most left over.</summary>
    Freest,

    /// <summary>Those of lowest index, as first-fit does.</summary>
    Lowest,
}
