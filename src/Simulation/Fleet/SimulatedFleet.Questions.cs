using Cloud.ControlPlane.Hosts.Containers;
using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Iaas.Images;
using Cloud.Domain.Identity;

namespace Cloud.Simulation.Fleet;

/// <summary>Questions about the inside of containers: asked from any thread, answered on the fleet's own in the next <see cref="Advance"/>.</summary>
public sealed partial class SimulatedFleet
{
    /// <summary>Questions that may wait; more are refused at once.</summary>
    public const int QuestionsMax = 1024;

    private readonly Dictionary<ImageId, ImageManifest> _manifests = [];
    private List<(ContainerQuestion Question, Action<ContainerAnswer> Answer)> _questions = [];
    private List<(ContainerQuestion Question, Action<ContainerAnswer> Answer)> _asked = [];

    /// <summary>Asks; <paramref name="answer"/> is called once, on the fleet's thread, and must not block.</summary>
    public void Ask(ContainerQuestion question, Action<ContainerAnswer> answer)
    {
        lock (_inboxLock)
        {
            if (_questions.Count < QuestionsMax)
            {
                _questions.Add((question, answer));
                CommandsWaiting?.Invoke();
                return;
            }
        }

        answer(Silent(question, "too many others ask at the moment"));
    }

    private void AnswerQuestions()
    {
        lock (_inboxLock) (_questions, _asked) = (_asked, _questions);
        foreach (var (question, answer) in _asked) answer(Answer(question));
        _asked.Clear();
    }

    private ContainerAnswer Answer(ContainerQuestion question)
    {
        var id = question.Address.Host;
        if (Find(id) is not { } host) return Silent(question, "there is no such host");
        if (host.IsCrashed) return Silent(question, "it is down");
        if (IsDeaf(_index[id])) return Silent(question, "the network to it is cut");
        var answer = host.Answer(question, Manifest);
        return ConditionOf(_index[id]).IsMute ? Silent(question, "what it says is lost on the way, so what was asked may have been done") : answer;
    }

    private ImageManifest Manifest(ImageId image)
    {
        if (!_manifests.TryGetValue(image, out var manifest))
            _manifests.Add(image, manifest = ImageManifests.OfContainer(image, _options.ImageSizeMib(image) ?? Domain.Iaas.ImageFetch.DefaultSizeMib));
        return manifest;
    }

    private static ContainerRefusal Silent(ContainerQuestion question, string why) =>
        new(ContainerRefusalKind.NoAnswer, OverlayError.None, $"Host {question.Address.Host} does not answer: {why}.");
}
