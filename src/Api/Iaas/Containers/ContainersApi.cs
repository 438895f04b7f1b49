using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Containers;
using Cloud.ControlPlane.Problems;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Iaas.Containers;

/// <summary>Looking inside containers, and small changes there.</summary>
internal static class ContainersApi
{
    private static readonly ProblemKind[] MayRefuse = [ProblemKind.NotAContainer, ProblemKind.ActionNotAllowed];
    private static readonly ProblemKind[] FileMayRefuse = [.. MayRefuse, ProblemKind.FileRefused];

    public static void MapContainers(this IEndpointRouteBuilder api)
    {
        var instance = api.MapGroup("/projects/{project}/instances/{instance}").WithTags("Containers");
        instance.MapGet("/container", Inspect)
            .ForUseCase<InspectContainer>("container_inspect", "Look inside a container", "Namespaces, layers, upper directory, mounts, network link, processes and control group, with their values of this moment. Other kinds of instance answer with what isolates them instead.")
            .MayRefuse(MayRefuse);
        instance.MapGet("/container/namespaces", ListNamespaces)
            .ForUseCase<InspectContainer>("container_namespace_list", "List a container's namespaces", "The eight kinds, each with its number and whether it is the container's own. Empty while it does not run.")
            .MayRefuse(MayRefuse);
        instance.MapGet("/container/layers", Layers)
            .ForUseCase<InspectContainer>("container_layer_list", "List a container's layers", "The read-only layers, topmost first, with how many containers of the host share each, and the upper directory with its whiteouts and opaque directories.")
            .MayRefuse(MayRefuse);
        instance.MapGet("/container/processes", ListProcesses)
            .ForUseCase<InspectContainer>("container_process_list", "List a container's processes", "Every process with its number inside and on the host, and what the host runs for the container. Empty while it does not run.")
            .MayRefuse(MayRefuse);
        instance.MapGet("/container/files", Read)
            .ForUseCase<ReadContainerPath>("container_file_read", "Read a file or list a directory of a container", "As a process inside sees it: the merged layers and what is mounted over them. Says which layer an entry comes from and how many were asked.")
            .Takes(QueryParameters.Path).MayRefuse(FileMayRefuse);
        instance.MapPut("/container/files", Write)
            .ForUseCase<WriteContainerPath>("container_file_write", "Write a file of a container", "A file of a lower layer is copied up first: whole when it is appended to, without its bytes when it is replaced. The upper directory lives as long as the container on its host: it survives stop, start and reboot, and is lost with the container.")
            .Takes(QueryParameters.Path).MayRefuse(FileMayRefuse);
        instance.MapDelete("/container/files", Remove)
            .ForUseCase<RemoveContainerPath>("container_file_remove", "Remove a file of a container", "What lower layers have under the name is hidden by a whiteout in the upper directory; the layers themselves never change.")
            .Takes(QueryParameters.Path, QueryParameters.Recursive).MayRefuse(FileMayRefuse);
        instance.MapGet("/container/cgroup", ListControls)
            .ForUseCase<InspectContainer>("container_control_list", "List a container's control-group files", "The files of its group in /sys/fs/cgroup (version 2) with their values of this moment. Empty while it does not run.")
            .MayRefuse(MayRefuse);
        instance.MapPut("/container/cgroup/{file}", WriteControl)
            .ForUseCase<WriteContainerControl>("container_control_write", "Write a control-group file of a container", "cpu.max, cpu.weight, memory.max, memory.high, memory.oom.group, pids.max, io.max and io.weight, by the kernel's rules and up to what the flavor gives. It takes effect at once and holds until the container is started anew.")
            .MayRefuse(FileMayRefuse);
        instance.MapPost("/container:exec", Run)
            .ForUseCase<RunInContainer>("container_exec", "Run a command in a container", "One of a few commands, on the model: no process is started anywhere. Its exit code is part of the answer; `help` lists what there is.")
            .MayRefuse(MayRefuse);
    }

    private static async Task<Results<Ok<ContainerView>, ProblemResult>> Inspect(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new InspectContainer(http.Project(), http.Instance()), cancellation)).Ok(ContainerMapping.ToView);

    private static async Task<Results<Ok<PageView<ContainerNamespaceView>>, ProblemResult>> ListNamespaces(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new InspectContainer(http.Project(), http.Instance()), cancellation)).Ok(look => look.Namespaces.ToPage(ContainerMapping.ToView));

    private static async Task<Results<Ok<RootFileSystemView>, ProblemResult>> Layers(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new InspectContainer(http.Project(), http.Instance()), cancellation)).Ok(look => look.Root.ToView());

    private static async Task<Results<Ok<PageView<ContainerProcessView>>, ProblemResult>> ListProcesses(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new InspectContainer(http.Project(), http.Instance()), cancellation)).Ok(look => look.Processes.ToPage(ContainerMapping.ToView));

    private static async Task<Results<Ok<PageView<ControlFileView>>, ProblemResult>> ListControls(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new InspectContainer(http.Project(), http.Instance()), cancellation)).Ok(look => look.Controls.ToPage(ContainerMapping.ToView));

    private static async Task<Results<Ok<ContainerFileView>, ProblemResult>> Read(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new ReadContainerPath(http.Project(), http.Instance(), Path(http)), cancellation)).Ok(ContainerMapping.ToView);

    private static async Task<Results<Ok<ContainerChangeView>, ProblemResult>> Write(
        HttpContext http, Body<WriteContainerFileBody> body, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new WriteContainerPath(http.Project(), http.Instance(), Path(http), body.Value.Text, body.Value.Append ?? false), cancellation)).Ok(ContainerMapping.ToView);

    private static async Task<Results<Ok<ContainerChangeView>, ProblemResult>> Remove(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var recursive = query.Choice<bool>(QueryParameters.Recursive, bool.TryParse) ?? false;
        query.Check();
        return (await sender.Send(new RemoveContainerPath(http.Project(), http.Instance(), Path(http), recursive), cancellation)).Ok(ContainerMapping.ToView);
    }

    private static async Task<Results<Ok<ControlFileView>, ProblemResult>> WriteControl(
        HttpContext http, Body<WriteControlBody> body, string file, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new WriteContainerControl(http.Project(), http.Instance(), file, body.Value.Value), cancellation)).Ok(ContainerMapping.ToView);

    private static async Task<Results<Ok<CommandResultView>, ProblemResult>> Run(
        HttpContext http, Body<RunInContainerBody> body, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new RunInContainer(http.Project(), http.Instance(), body.Value.Command), cancellation)).Ok(ContainerMapping.ToView);

    private static string Path(HttpContext http)
    {
        var query = new QueryReader(http.Request);
        var path = query.Text(QueryParameters.Path) ?? "/";
        query.Check();
        return path;
    }
}
