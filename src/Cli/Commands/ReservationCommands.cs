using System.CommandLine;
using System.Globalization;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud reservation …</c></summary>
internal static class ReservationCommands
{
    private static readonly Column<ReservationView>[] Columns =
    [
        new("name", it => it.Name), new("kind", it => it.Kind), new("flavor", it => it.Flavor), new("zone", it => it.Zone),
        new("used", it => Text.OfLimit(it.Used, it.Count), Right: true), new("expires", it => Text.Time(it.ExpiresAt)), new("id", it => it.Id.ToString()),
    ];

    private static readonly Column<ReservationView>[] Sheet =
    [
        new("name", it => it.Name), new("id", it => it.Id.ToString()), new("kind", it => it.Kind), new("flavor", it => it.Flavor),
        new("one place", it => $"{Text.Number(it.Vcpus)} vCPU, {Text.Memory(it.MemoryMib)}, {Text.Number(it.DiskGib)} GiB disk"),
        new("zone", it => it.Zone), new("group", it => it.Group), new("used", it => Text.OfLimit(it.Used, it.Count)),
        new("free on", it => string.Join(", ", it.Free.GroupBy(place => place.Host, StringComparer.Ordinal).Select(host => $"{host.Key} × {Text.Number(host.Count())}"))),
        new("created", it => Text.Time(it.CreatedAt)), new("expires", it => Text.Time(it.ExpiresAt)),
    ];

    public static Command Build(Verbs verbs) => Verbs.Group("reservation", "Capacity that is kept for instances to come", List(verbs), Show(verbs), Create(verbs), Delete(verbs));

    private static Argument<string> Which() => new("reservation") { Description = "Name or id in the project", HelpName = "RESERVATION" };

    private static Command List(Verbs verbs)
    {
        var limit = Inputs.Limit();
        return verbs.Verb("list", "List the project's reservations", async (session, parsed, cancel) =>
            session.Print.List(
                await session.Api.ReservationsAsync(session.Project, cancel).TakeAsync(parsed.GetValue(limit), session.Shell), it => it.Name,
                ContractsJson.Default.ReservationView, Columns), limit);
    }

    private static Command Show(Verbs verbs)
    {
        var which = Which();
        return verbs.Verb("show", "Show one reservation", async (session, parsed, cancel) =>
            PrintSheet(session, await FindAsync(session, parsed.GetRequiredValue(which), cancel)), which);
    }

    private static Command Create(Verbs verbs)
    {
        var name = Inputs.Name("Unique among the reservations of the project");
        var kind = Inputs.Required("--kind", "KIND", "vm, microvm or container");
        var flavor = Inputs.Required("--flavor", "NAME", "Size of one place ('cloud flavor list')");
        var count = new Option<int>("--count") { Description = "Places", HelpName = "N", DefaultValueFactory = _ => 1 };
        var zone = Inputs.Optional("--zone", "NAME", "Availability zone; left out, the scheduler chooses one that takes all places");
        var expires = Inputs.Optional("--expires", "WHEN", "When it ends by itself: a time (2026-12-24T18:00Z) or from now (90m, 36h, 7d)");
        var group = new GroupOptions();
        return verbs.Verb("create", "Keep room for instances: all places, or none", async (session, parsed, cancel) =>
        {
            var body = new CreateReservationBody
            {
                Name = parsed.GetRequiredValue(name),
                Kind = parsed.GetRequiredValue(kind),
                Flavor = parsed.GetRequiredValue(flavor),
                Count = parsed.GetValue(count),
                Zone = parsed.GetValue(zone),
                Group = group.Read(parsed),
                ExpiresAt = parsed.GetValue(expires) is { } when ? When(when, session.Shell.Time.GetUtcNow()) : null,
            };
            PrintSheet(session, await session.Api.CreateReservationAsync(session.Project, body, cancel));
        }, [name, kind, flavor, count, zone, expires, .. group.All]);
    }

    private static Command Delete(Verbs verbs)
    {
        var which = Which();
        return verbs.Verb("delete", "End a reservation; the instances on its places stay", async (session, parsed, cancel) =>
        {
            var reservation = await FindAsync(session, parsed.GetRequiredValue(which), cancel);
            await session.Api.DeleteReservationAsync(session.Project, reservation.Id, cancel);
            session.Print.Say($"Reservation {reservation.Name} has ended.");
        }, which);
    }

    private static async Task<ReservationView> FindAsync(Session session, string nameOrId, CancellationToken cancel)
    {
        if (Guid.TryParse(nameOrId, out var id)) return await session.Api.ReservationAsync(session.Project, id, cancel);
        await foreach (var reservation in session.Api.ReservationsAsync(session.Project, cancel))
        {
            if (string.Equals(reservation.Name, nameOrId, StringComparison.Ordinal)) return reservation;
        }

        throw Inputs.Missing($"There is no reservation '{nameOrId}' in project {session.Project}.");
    }

    private static DateTimeOffset When(string text, DateTimeOffset now)
    {
        if (text.Length > 1 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount < 100_000)
        {
            var unit = text[^1] switch { 'm' => TimeSpan.FromMinutes(1), 'h' => TimeSpan.FromHours(1), 'd' => TimeSpan.FromDays(1), _ => TimeSpan.Zero };
            if (unit > TimeSpan.Zero) return now + (unit * amount);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new UsageException($"'{text}' is not a time; write 2026-12-24T18:00Z, or 90m, 36h or 7d from now");
    }

    private static void PrintSheet(Session session, ReservationView reservation) =>
        session.Print.One(reservation, it => it.Name, ContractsJson.Default.ReservationView, Sheet);
}
