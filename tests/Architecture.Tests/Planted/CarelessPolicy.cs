using Cloud.ControlPlane.Problems;
using Mediator;

namespace Cloud.Architecture.Tests.Planted;

/// <summary>A policy that could be derived from and that remembers.</summary>
public class CarelessPolicy
{
    protected int Calls { get; set; }
}

/// <summary>A use case that does not say who may call it.</summary>
internal sealed record OpenDoor : IRequest<Outcome<int>>;
