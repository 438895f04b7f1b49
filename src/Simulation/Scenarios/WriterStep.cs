namespace Cloud.Simulation.Scenarios;

/// <summary>The points between two steps of the writer at which the control plane can die or its store fail: after each, another step is missing.</summary>
public enum WriterStep
{
    /// <summary>Some items of the batch are decided, in memory only.</summary>
    InTheBatch,

    /// <summary>All are decided, nothing is stored.</summary>
    BeforeCommit,

    /// <summary>The store refuses the batch; the writer lives and rebuilds its memory.</summary>
    StoreRefuses,

    /// <summary>The store has taken the batch and the word of it is lost; the writer lives and rebuilds its memory.</summary>
    StoreIsSilent,

    /// <summary>All is stored, nobody can read it yet.</summary>
    AfterCommit,

    /// <summary>Readers see it, hosts were told nothing.</summary>
    AfterPublish,

    /// <summary>Some of the commands are sent.</summary>
    HalfSent,

    /// <summary>Hosts know, callers do not.</summary>
    BeforeAnswers,

    /// <summary>A change of people, projects or tokens is decided and not stored.</summary>
    BeforeTenancy,

    /// <summary>It is stored, and neither memory nor caller know.</summary>
    AfterTenancy,
}
