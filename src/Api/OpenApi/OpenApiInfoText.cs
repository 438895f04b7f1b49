using Microsoft.OpenApi;

namespace Cloud.Api.OpenApi;

/// <summary>What the document says about the API as a whole.</summary>
internal static class OpenApiInfoText
{
    /// <summary>Tags in the order in which a newcomer needs them.</summary>
    public static IReadOnlyList<(string Name, string Description)> Tags { get; } =
    [
        ("Access", "Who you are, signing in, personal access tokens and users."),
        ("Tenants", "Organisations or classes that own projects."),
        ("Projects", "Scopes with a quota and members; instances live in them."),
        ("Catalogue", "Flavors, images and availability zones to choose from."),
        ("Instances", "Virtual machines, microVMs and containers."),
        ("Reservations", "Capacity that is kept for instances to come."),
        ("Key pairs", "Public keys that new instances let in."),
        ("Placements", "Where an instance is or would go, and why."),
        ("Containers", "The inside of a container: namespaces, layers, files, processes, control group."),
        ("Policies", "The placement policies that can be asked and tried."),
        ("Operations", "Durable long-running actions with progress and outcome."),
        ("Events", "What happened in a project, as pages or as a stream."),
        ("Telemetry", "What instances, hosts, racks and zones measure: now, over time, and as a stream."),
        ("Region", "The region and its physical hosts (operators)."),
        ("Migrations", "Guests between hosts: migrations, drains for maintenance, evacuation of dead hosts (operators)."),
        ("Faults", "What is made to go wrong in the modelled world, and drills (operators)."),
        ("Labs", "The course as exercises: knobs, a plot, and statements about it that are checked."),
        ("Model", "Where the numbers come from: constants, validation against publications, hardware profiles."),
    ];

    public static OpenApiInfo Info { get; } = new()
    {
        Title = "Cloud API",
        Version = "v1",
        Description = """
            Virtual machines, microVMs and containers on modelled hosts.

            - **Errors** are problem documents (RFC 9457) with a stable `type`; `/problems/{kind}` explains each.
            - **Repeating a POST** is safe with an `Idempotency-Key`: the same key and body give the same answer, also after a restart.
            - **Changing only what you have seen**: send the ETag you read as `If-Match`.
            - **Lists** return `next`; pass it as `cursor` until it is null.
            - **Waiting**: a create answers 201 and an action 202 at once; follow `Operation-Location`, or the project's events.
            """,
        Contact = new OpenApiContact { Name = "The operator of this region" },
        License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
    };
}
