using System.Collections.Concurrent;
using System.Diagnostics;
using Cloud.Api.Hosting;
using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Hosting;

/// <summary>The real process is killed with SIGKILL in the middle of its work. What it had acknowledged is there when it comes back.</summary>
public sealed class KillTests
{
    private const int Clients = 4;
    private const int EnoughAcknowledged = 60;

    [Fact]
    public async Task Kill_UnderLoad_LosesNothingThatWasAcknowledgedAndDoublesNothingThatIsRepeated()
    {
        var directory = CloudProcess.NewDirectory();
        var (kept, gone, unanswered) = (new ConcurrentDictionary<Guid, long>(), new ConcurrentBag<Guid>(), new ConcurrentBag<string>());
        string token;
        using (var first = await Child.StartAsync(directory))
        {
            using var boss = await first.SignInAsync();
            token = boss.Token!;
            var tenant = (await boss.PostAsync("tenants", new { name = "t" })).Read<TenantView>(201);
            var limit = new ResourceCountView(100_000, 100_000, 100_000_000, 10_000_000);
            (await boss.PostAsync("projects", new { tenant = tenant.Id, name = "p", limit })).Read<ProjectView>(201);
            var load = Enumerable.Range(0, Clients).Select(client => WorkAsync(first, token, client, kept, gone, unanswered)).ToList();
            while (kept.Count + gone.Count < EnoughAcknowledged && load.TrueForAll(work => !work.IsFaulted)) await Task.Delay(5, TestContext.Current.CancellationToken);
            first.Kill();
            await Task.WhenAll(load);
        }

        Assert.NotEmpty(unanswered); // The kill came in the middle of something.
        using var second = await Child.StartAsync(directory);
        using var again = new ApiClient(second.Address, token);
        foreach (var (id, version) in kept)
        {
            var found = (await again.GetAsync($"projects/p/instances/{id}")).Read<InstanceView>(200);
            Assert.True(found.Version >= version, $"{id} was acknowledged at v{version} and is at v{found.Version}");
        }

        foreach (var id in gone)
        {
            while ((await again.GetAsync($"projects/p/instances/{id}")).Status != 404) await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        // Whether the last requests were carried out nobody knows; repeated with their keys, each of them is carried out once.
        foreach (var name in unanswered)
        {
            var made = (await again.PostAsync("projects/p/instances", Body(name), ("Idempotency-Key", name))).Read<InstanceView>(201);
            var listed = (await again.GetAsync($"projects/p/instances?name={name}")).Read<PageView<InstanceView>>(200).Items;
            Assert.Equal(made.Id, Assert.Single(listed, instance => string.Equals(instance.Name, name, StringComparison.Ordinal)).Id);
        }
    }

    private static object Body(string name) => new { name, kind = "container", flavor = "box.small", image = "busybox" };

    /// <summary>Creates, and deletes every third again, until nobody answers any more.</summary>
    private static async Task WorkAsync(
        Child process, string token, int client, ConcurrentDictionary<Guid, long> kept, ConcurrentBag<Guid> gone, ConcurrentBag<string> unanswered)
    {
        using var api = new ApiClient(process.Address, token);
        for (var number = 0; ; number++)
        {
            var name = $"c{client}-{number}";
            Guid? deleting = null;
            try
            {
                var made = (await api.PostAsync("projects/p/instances", Body(name), ("Idempotency-Key", name))).Read<InstanceView>(201);
                kept[made.Id] = made.Version;
                if (number % 3 != 0) continue;
                deleting = made.Id;
                kept.TryRemove(made.Id, out _); // Until it is answered, either is right.
                (await api.DeleteAsync($"projects/p/instances/{made.Id}")).Read<InstanceView>(202);
                gone.Add(made.Id);
            }
            catch (HttpRequestException)
            {
                if (deleting is null) unanswered.Add(name);
                return;
            }
        }
    }

    /// <summary>The server as a process of its own.</summary>
    private sealed class Child : IDisposable
    {
        private readonly Process _process;
        private readonly string _directory;

        private Child(Process process, Uri address, string directory) => (_process, Address, _directory) = (process, address, directory);

        public Uri Address { get; }

        public static async Task<Child> StartAsync(string directory)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) is "dotnet" ? path : "dotnet")
            {
                RedirectStandardOutput = true, UseShellExecute = false,
            };
            string[] arguments =
            [
                typeof(CloudHost).Assembly.Location, "--data", directory, "--speed", "2000", "--urls", "http://127.0.0.1:0", "--environment", "Development",
                "--Cloud:RateLimit:PermitsPerSecond=10000", "--Cloud:RateLimit:Burst=10000",
            ];
            foreach (var argument in arguments) start.ArgumentList.Add(argument);
            var process = Process.Start(start)!;
            var (address, said) = ((Uri?)null, new List<string>());
            while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                said.Add(line);
                if (line.Contains("operator / ", StringComparison.Ordinal)) await File.WriteAllTextAsync(Path.Combine(directory, "password"), line.Split("operator / ")[1].Split(' ')[0]);
                if (line.Contains("Portal ", StringComparison.Ordinal)) address = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim());
                if (line.Length == 0 && address is not null) break;
            }

            Assert.True(address is not null, string.Join('\n', said));
            _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            return new(process, address!, directory);
        }

        public async Task<ApiClient> SignInAsync()
        {
            using var anonymous = new ApiClient(Address, token: null);
            var password = await File.ReadAllTextAsync(Path.Combine(_directory, "password"));
            var issued = (await anonymous.PostAsync("sign-in", new { userName = "operator", password, scope = "manage" })).Read<IssuedTokenView>(201);
            return new(Address, issued.Secret);
        }

        /// <summary>SIGKILL: it is not asked.</summary>
        public void Kill() => _process.Kill();

        public void Dispose()
        {
            if (!_process.HasExited) _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
