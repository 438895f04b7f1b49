using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Cloud.Contracts;

namespace Cloud.Cli.Client;

/// <summary>The inside of containers.</summary>
public sealed partial class CloudApiClient
{
    public Task<ContainerView> ContainerAsync(string project, Guid id, CancellationToken cancel) =>
        GetAsync(Inside(project, id), ContractsJson.Default.ContainerView, cancel);

    public Task<ContainerFileView> ContainerFileAsync(string project, Guid id, string path, CancellationToken cancel) =>
        GetAsync(Query($"{Inside(project, id)}/files", ("path", path)), ContractsJson.Default.ContainerFileView, cancel);

    /// <param name="project">Id or name.</param>
    /// <param name="id">The container.</param>
    /// <param name="path">Absolute path in it.</param>
    /// <param name="body">What to write.</param>
    /// <param name="cancel">Ends the call.</param>
    public Task<ContainerChangeView> WriteContainerFileAsync(string project, Guid id, string path, WriteContainerFileBody body, CancellationToken cancel) =>
        PutAsync(Query($"{Inside(project, id)}/files", ("path", path)), body, ContractsJson.Default.WriteContainerFileBody, ContractsJson.Default.ContainerChangeView, cancel);

    /// <param name="project">Id or name.</param>
    /// <param name="id">The container.</param>
    /// <param name="path">Absolute path in it.</param>
    /// <param name="recursive">Whether a directory goes with all that is in it.</param>
    /// <param name="cancel">Ends the call.</param>
    public async Task<ContainerChangeView> RemoveContainerFileAsync(string project, Guid id, string path, bool recursive, CancellationToken cancel) =>
        (await ActAsync(
            HttpMethod.Delete, Query($"{Inside(project, id)}/files", ("path", path), ("recursive", recursive ? "true" : null)), ContractsJson.Default.ContainerChangeView, cancel)).Value;

    /// <param name="project">Id or name.</param>
    /// <param name="id">The container.</param>
    /// <param name="file">Name of the control-group file.</param>
    /// <param name="value">As one would echo it into the file.</param>
    /// <param name="cancel">Ends the call.</param>
    public Task<ControlFileView> WriteControlAsync(string project, Guid id, string file, string value, CancellationToken cancel) =>
        PutAsync(
            $"{Inside(project, id)}/cgroup/{Escape(file)}", new WriteControlBody { Value = value }, ContractsJson.Default.WriteControlBody, ContractsJson.Default.ControlFileView, cancel);

    public async Task<CommandResultView> RunInContainerAsync(string project, Guid id, IReadOnlyList<string> command, CancellationToken cancel) =>
        (await PostAsync(
            $"{Inside(project, id)}:exec", new RunInContainerBody { Command = command }, ContractsJson.Default.RunInContainerBody, ContractsJson.Default.CommandResultView, cancel)).Value;

    private static string Inside(string project, Guid id) => $"projects/{Escape(project)}/instances/{id}/container";

    private async Task<T> PutAsync<TIn, T>(string path, TIn body, JsonTypeInfo<TIn> bodyType, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        using var answer = await SendAsync(HttpMethod.Put, path, () => JsonContent.Create(body, bodyType), key: null, cancel);
        return await BodyAsync(answer, type, cancel);
    }
}
