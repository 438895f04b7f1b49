using Cloud.ControlPlane.Hosts.Containers;
using Cloud.Domain.Hardware.Costs.Containers;

namespace Cloud.Simulation.Containers;

/// <summary>How a host answers questions about the inside of its containers.</summary>
internal static class InsideAnswers
{
    public static ContainerAnswer Answer(this InsideHost host, ContainerQuestion question)
    {
        var address = question.Address;
        if (host.Find(address.Instance) is not { } container)
            return new ContainerRefusal(ContainerRefusalKind.NotHeld, OverlayError.None, $"{address.Host} does not hold {address.Name} yet, or any more.");
        if (!container.Fact.Running && question is WriteControl or RunCommand)
            return new ContainerRefusal(ContainerRefusalKind.NotRunning, OverlayError.None, $"{address.Name} does not run: it has no processes and no control group; its files can still be read and changed.");

        var files = new ContainerFiles(host, container, address);
        return question switch
        {
            LookInside => InsideLook.Of(host, container, address),
            ReadPath read => files.Read(read.Path),
            WritePath write => files.Answer(write.Path, files.Write(write.Path, write.Text, write.Append)),
            RemovePath remove => files.Answer(remove.Path, files.Remove(remove.Path, remove.Recursive)),
            WriteControl write => Control(container, write),
            RunCommand run => Command(container, address, files, run),
            _ => throw new ArgumentException($"A host does not know {question.GetType().Name}.", nameof(question)),
        };
    }

    private static ContainerAnswer Control(InsideContainer container, WriteControl write)
    {
        var known = container.ControlFilesNow();
        if (!known.Any(file => string.Equals(file.Name, write.File, StringComparison.Ordinal))) return ContainerRefusal.Of(OverlayError.NotFound, write.File);
        var (after, refusal) = ControlWrites.Apply(container.Controls, container.Fact.Shape, write.File, write.Value);
        if (after is null) return refusal!;
        if (after.MemoryMax < container.UnreclaimableBytes)
        {
            return ContainerRefusal.Of(OverlayError.Invalid, $"{write.File}: the working set cannot be reclaimed, and nothing is killed for a limit written by hand",
                FormattableString.Invariant($"at least {container.UnreclaimableBytes}"));
        }

        container.Write(after);
        return container.ControlFilesNow().First(file => string.Equals(file.Name, write.File, StringComparison.Ordinal));
    }

    /// <summary>The command is a task more in the container: pids.max may forbid it.</summary>
    private static CommandResult Command(InsideContainer container, ContainerAddress address, ContainerFiles files, RunCommand run)
    {
        var tasks = ContainerProcesses.Tasks(container.Processes, container.Fact.Settings);
        return container.Controls.PidsMax is { } most && tasks + 1 > most
            ? new("", $"sh: can't fork: Resource temporarily unavailable (pids.max is {most}, {tasks} tasks are there)\n", 254, [], 0)
            : new ContainerCommands(container, address, files).Run(run.Arguments);
    }
}
