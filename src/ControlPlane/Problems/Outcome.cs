using System.Diagnostics.CodeAnalysis;

namespace Cloud.ControlPlane.Problems;

/// <summary>What the pipeline needs to know of any outcome.</summary>
public interface IOutcome<TSelf>
    where TSelf : IOutcome<TSelf>
{
    Problem? Problem { get; }

    static abstract TSelf Refuse(Problem problem);
}

/// <summary>A value, or the reason why there is none. Expected refusals are values; exceptions are for broken invariants.</summary>
public sealed class Outcome<T> : IOutcome<Outcome<T>>
{
    private readonly T? _value;

    private Outcome(T? value, Problem? problem) => (_value, Problem) = (value, problem);

    public Problem? Problem { get; }

    public T Value => Problem is null ? _value! : throw new InvalidOperationException($"The outcome is a refusal: {Problem.Kind.Type}: {Problem.Detail}");

    public bool IsRefused => Problem is not null;

    public bool TryGet([NotNullWhen(true)] out T? result, [NotNullWhen(false)] out Problem? problem)
    {
        (result, problem) = (_value, Problem);
        return Problem is null;
    }

    public static Outcome<T> Of(T value) => new(value, problem: null);

    public static Outcome<T> Refuse(Problem problem) => new(default, problem);

    public static implicit operator Outcome<T>(T value) => new(value, problem: null);

    public static implicit operator Outcome<T>(Problem problem) => Refuse(problem);
}

/// <summary>The value of a use case that has nothing to say beyond success.</summary>
public readonly record struct Done;

/// <summary>Makes outcomes of types that the implicit conversion cannot see (interfaces).</summary>
public static class Outcomes
{
    public static Outcome<T> Of<T>(T value) => Outcome<T>.Of(value);
}
