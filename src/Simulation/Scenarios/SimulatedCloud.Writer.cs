using System.Globalization;
using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Core.Reconcilers;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Ports;
using Cloud.Simulation.Checkers;

namespace Cloud.Simulation.Scenarios;

/// <summary>What the writer does with a batch, step by step, with a cut between any two of them.</summary>
public sealed partial class SimulatedCloud
{
    private int _steps;

    /// <summary>Decides, makes durable, publishes, sends, answers; as <c>CellWriter</c> does.</summary>
    private void Commit(bool stormy)
    {
        var changes = new ChangeSet(State);
        Told.Begin();
        if (!Decide(changes, stormy))
        {
            Die("in the middle of a batch", changes);
            return;
        }

        _sabotage.AfterDeciding(State, changes, Now);
        if (_sabotage.AnswersBeforeCommit) Told.Confirm();
        if (Dies(WriterStep.BeforeCommit, stormy))
        {
            Die("before the commit", changes);
            return;
        }

        if (changes.HasDurableChanges && !TryStore(changes, stormy)) return;
        if (Dies(WriterStep.AfterCommit, stormy))
        {
            Die("after the commit", undurable: null);
            return;
        }

        Transcript.Say(Elapsed, string.Create(CultureInfo.InvariantCulture, $"{Store.Commits} commits, {changes.Commands.Count} commands, {Told.Refusals.Count} refusals"));
        if (_sabotage.Publishes(changes)) View.Publish(changes, State);
        Send(changes, stormy);
    }

    private void Send(ChangeSet changes, bool stormy)
    {
        if (Dies(WriterStep.AfterPublish, stormy))
        {
            Die("before it has told any host", undurable: null);
            return;
        }

        var sent = _sabotage.OnSend(changes.Commands);
        var half = sent.Count > 1 && Dies(WriterStep.HalfSent, stormy);
        Counts.Commands += sent.Count;
        Fleet.Send(half ? [.. sent.Take(sent.Count / 2)] : sent);
        if (half) Die("before it has told every host", undurable: null);
        else if (Dies(WriterStep.BeforeAnswers, stormy)) Die("before it has answered anybody", undurable: null);
        else Told.Confirm();
        Count(changes.Events);
    }

    /// <summary>Reports, requests and the reconciler's turn, one after another; false when death comes between two of them.</summary>
    private bool Decide(ChangeSet changes, bool stormy)
    {
        _sabotage.BeforeDeciding(State);
        foreach (var report in _inbox)
        {
            if (Dies(WriterStep.InTheBatch, stormy)) return false;
            Observe(changes, report);
            Looking?.Invoke(CheckTime.EveryDecision);
        }

        if (stormy) ChangeCordons(changes);
        for (var asked = stormy ? _random.NextInt(World.Workload.RequestsMax + 1) : 0; asked > 0; asked--)
        {
            if (Dies(WriterStep.InTheBatch, stormy)) return false;
            Request(changes);
            Looking?.Invoke(CheckTime.EveryDecision);
        }

        if (stormy) MoveSomething(changes);
        if (!stormy || _random.NextBool()) Reconcile(changes);
        Looking?.Invoke(CheckTime.EveryDecision);
        return true;
    }

    private void Reconcile(ChangeSet changes)
    {
        HostReconciler.Plan(State, changes, Now);
        Looking?.Invoke(CheckTime.EveryDecision); // Before what hosts may promise is reckoned anew.
        InstanceReconciler.Plan(State, changes, Now);
    }

    private void Observe(ChangeSet changes, HostReport report)
    {
        Counts.Reports++;
        var heard = _sabotage.OnReport(State, report);
        Transcript.Say(Elapsed, string.Create(CultureInfo.InvariantCulture, $"{heard.Host} {heard.Instance} g{heard.Generation.Value} {heard.Observed} {heard.Percent} {heard.Phase} {heard.Reason}"));
        ReportReconciler.Observe(State, changes, heard, Now);
    }

    /// <summary>False when the store refused or said nothing: the writer does not know which, and reads again what is true.</summary>
    private bool TryStore(ChangeSet changes, bool stormy)
    {
        var (refuses, silent) = (stormy && Strikes(WriterStep.StoreRefuses, World.Faults.StoreRefuses), stormy && Strikes(WriterStep.StoreIsSilent, World.Faults.StoreIsSilent));
        if (!refuses) Store.Commit(_sabotage.OnCommit(changes.ToBatch(_epochs), _epochs));
        if (!refuses && !silent) return true;
        Transcript.Say(Elapsed, refuses ? "the store refuses a batch" : "the store takes a batch and does not say so");
        if (refuses) Told.Fail();
        else Told.Unknown();
        State = ClusterState.Rebuild(World.Region, Store.Image());
        View.Load(State);
        return false;
    }

    /// <summary>
    /// The control plane dies and starts again; the hosts live on and notice nothing. What it had decided and not stored it still tries to
    /// store, as a process does that was only thought dead: the store must fence it.
    /// </summary>
    private void Die(string when, ChangeSet? undurable)
    {
        Transcript.Say(Elapsed, $"the control plane dies {when}");
        Counts.Deaths++;
        Told.Unknown();
        var epochs = _epochs;
        State = Start();
        if (undurable is not { HasDurableChanges: true }) return;
        try
        {
            Store.Commit(_sabotage.OnCommit(undurable.ToBatch(epochs), _epochs));
        }
        catch (FencedException)
        {
            Counts.Fenced++;
        }
    }

    private ClusterState Start()
    {
        _epochs = Store.Acquire([.. World.Region.Zones.Select(zone => zone.Cell)]);
        var state = ClusterState.Rebuild(World.Region, Store.Image());
        View = new();
        View.Load(state);
        People.Start();
        return state;
    }

    private bool Dies(WriterStep step, bool stormy) => stormy && Strikes(step, World.Faults.Death);

    private bool Strikes(WriterStep step, double rate)
    {
        _steps++;
        var strikes = _scenario.DiesAtStep is { } only ? only == _steps : _deaths.NextBool(rate);
        if (strikes) Counts.Cuts[step] = Counts.Cuts.GetValueOrDefault(step) + 1;
        return strikes;
    }
}
