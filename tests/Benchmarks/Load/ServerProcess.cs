using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Cloud.Benchmarks.Load;

/// <summary>The real server as a process of its own, on a free port of the loopback.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private ServerProcess(Process process, Uri address, string? password, TimeSpan readyAfter) =>
        (_process, Address, OperatorPassword, ReadyAfter) = (process, address, password, readyAfter);

    public Uri Address { get; }

    /// <summary>Printed by a first start only.</summary>
    public string? OperatorPassword { get; }

    /// <summary>From starting the process to the first 200 of /healthz/ready.</summary>
    public TimeSpan ReadyAfter { get; }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory in RAM now, MiB.</summary>
    public long ResidentMib
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / (1024 * 1024);
        }
    }

    /// <summary>Starts it and waits until it serves.</summary>
    /// <param name="assembly">Path of Cloud.Api.dll.</param>
    /// <param name="dataDirectory">Its data directory.</param>
    /// <param name="arguments">Further arguments.</param>
    public static async Task<ServerProcess> StartAsync(string assembly, string dataDirectory, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] all = [assembly, "--data", dataDirectory, "--urls", "http://127.0.0.1:0", .. arguments];
        foreach (var argument in all) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";

        var watch = Stopwatch.StartNew();
        var output = new Output();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            var exited = process.WaitForExitAsync(patience.Token);
            if (await Task.WhenAny(output.Address, exited) != output.Address)
                throw new InvalidOperationException($"The server did not start:\n{output}");
            var address = await output.Address;
            await UntilReadyAsync(address, patience.Token);
            return new ServerProcess(process, address, output.Password, watch.Elapsed);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end (SIGTERM) and waits.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited && !OperatingSystem.IsWindows())
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                // Ended the hard way below.
            }
        }

        await KillAsync();
        _process.Dispose();
    }

    private static async Task UntilReadyAsync(Uri address, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = address };
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("healthz/ready", UriKind.Relative), cancel);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), cancel);
        }
    }

    /// <summary>Reads the banner.</summary>
    private sealed partial class Output
    {
        private readonly List<string> _lines = [];
        private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private Uri? _portal;

        /// <summary>Known once the banner also said how to sign in.</summary>
        public Task<Uri> Address => _address.Task;

        public string? Password { get; private set; }

        public void Add(string? line)
        {
            if (line is null) return;
            lock (_lines) _lines.Add(line);
            if (_portal is null && AddressText().Match(line) is { Success: true } address) _portal = new Uri(address.Value);
            if (!line.Contains("Sign in", StringComparison.Ordinal) || _portal is null) return;
            if (SignIn().Match(line) is { Success: true } signIn) Password = signIn.Groups["password"].Value;
            _address.TrySetResult(_portal);
        }

        public override string ToString()
        {
            lock (_lines) return string.Join('\n', _lines);
        }

        [GeneratedRegex(@"operator / (?<password>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
        private static partial Regex SignIn();

        [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
        private static partial Regex AddressText();
    }
}
