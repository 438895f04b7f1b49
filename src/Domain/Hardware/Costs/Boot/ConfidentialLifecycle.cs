namespace Cloud.Domain.Hardware.Costs.Boot;

/// <summary>How far a confidential guest has come in proving what it is.</summary>
public enum ConfidentialState
{
    /// <summary>Nothing has been measured.</summary>
    Created,

    /// <summary>The initial image has been measured and encrypted.</summary>
    Measured,

    /// <summary>It runs, but nobody has reason to trust it.</summary>
    Launched,

    /// <summary>A verifier has accepted its report.</summary>
    Attested,

    /// <summary>It holds the tenant's secrets and works.</summary>
    Running,

    /// <summary>The report did not match what was expected: no secret is ever released to it.</summary>
    Rejected,
}

/// <summary>What happens to a confidential guest.</summary>
public enum ConfidentialEvent
{
    /// <summary>The firmware measures the initial image.</summary>
    Measure,

    /// <summary>The guest starts.</summary>
    Launch,

    /// <summary>A verifier compares the report with the expected measurement and finds it equal.</summary>
    ReportAccepted,

    /// <summary>The report differs.</summary>
    ReportRefused,

    /// <summary>The key service hands out the secret.</summary>
    ReleaseSecret,
}

/// <summary>Section 11.4, the state machine: measure, launch, attest, release the secret, run. Nothing skips a step.</summary>
public static class ConfidentialLifecycle
{
    /// <summary>The next state, or null when the event is not allowed now.</summary>
    public static ConfidentialState? Next(ConfidentialState state, ConfidentialEvent happened) => (state, happened) switch
    {
        (ConfidentialState.Created, ConfidentialEvent.Measure) => ConfidentialState.Measured,
        (ConfidentialState.Measured, ConfidentialEvent.Launch) => ConfidentialState.Launched,
        (ConfidentialState.Launched, ConfidentialEvent.ReportAccepted) => ConfidentialState.Attested,
        (ConfidentialState.Launched, ConfidentialEvent.ReportRefused) => ConfidentialState.Rejected,
        (ConfidentialState.Attested, ConfidentialEvent.ReleaseSecret) => ConfidentialState.Running,
        _ => null,
    };

    /// <summary>Whether the guest holds the tenant's secrets.</summary>
    public static bool HoldsSecrets(ConfidentialState state) => state == ConfidentialState.Running;
}
