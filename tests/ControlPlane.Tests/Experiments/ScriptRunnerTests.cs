using Cloud.ControlPlane.Experiments.Scripting;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace Cloud.ControlPlane.Tests.Experiments;

/// <summary>Scripts that mean well, and scripts that do not.</summary>
public sealed class ScriptRunnerTests : IDisposable
{
    private const string Header = "function score(host, request) { ";

    /// <summary>Time stands still: a crowded machine must not turn another failure into one of time.</summary>
    private readonly ScriptRunner _runner = new(new FakeTimeProvider());

    private static readonly PlacementRequest Request = new(new InstanceShape(2, 4096, 10, 1, CpuPolicy.Shared), 142);

    private static readonly HostFacts[] Hosts = [Host("a", 6), Host("b", 2)];

    [Fact]
    public async Task Run_ScoreOfEveryHost_ComesInTheirOrder() =>
        Assert.Equal([-14, -10], (await RunAsync(Header + "return -host.freeVcpus; }")).Scores);

    [Fact]
    public async Task Run_TypicalPolicy_SeesNumaNodesAndRequest()
    {
        const string Tightest = """
            const left = (numa, request) => (numa.freeVcpus - request.vcpus) / numa.vcpus + (numa.freeMemoryMib - request.memoryMib) / numa.memoryMib;

            function score(host, request) {
              const fitting = host.numaNodes.filter(numa => numa.sharedRoom >= request.vcpus && numa.memoryRoomMib >= request.memoryMib);
              return -Math.min(...fitting.map(numa => left(numa, request)));
            }
            """;
        // a: 4/8 + 12/16 left on its first NUMA node; b: the first is too full, 6/8 + 12/16.
        Assert.Equal([-1.25, -0.75], (await RunAsync(Tightest, [Host("a", 6), Host("b", 2)])).Scores);
    }

    [Fact]
    public async Task Run_EverythingOffered_IsThere()
    {
        const string All = Header + """
            const h = host, n = h.numaNodes[1], r = request;
            return [h.name === 'a', h.zone === 'z1', h.rack === 'r01', h.pool === 'general', h.profile === 'test', h.instances === 3, h.diskRoomGib === 90,
              h.parts === 1, h.vcpus === 16, h.freeMemoryMib === 32768, h.memoryMib === 32768, n.cores === 4, n.threadsPerCore === 2, n.freeVcpus === 8,
              n.vcpus === 8, n.sharedRoom === 8, n.dedicatedRoom === 8, n.freeMemoryMib === 16384, n.memoryMib === 16384, n.memoryRoomMib === 16384,
              r.vcpus === 2, r.memoryMib === 4096, r.diskGib === 10, r.numaNodes === 1, r.dedicated === false, r.overheadMib === 142]
              .findIndex(holds => !holds); }
            """;
        Assert.Equal([-1], (await RunAsync(All, [Hosts[0]])).Scores);
    }

    [Theory]
    [InlineData("const score = (host) => 1;")]
    [InlineData("let score = function (host) { return 1; };")]
    [InlineData("var score = host => 1;")]
    public async Task Run_AnyKindOfFunction_IsFound(string script) => Assert.Equal([1, 1], (await RunAsync(script)).Scores);

    [Theory]
    [InlineData("function score(host) {\n  let x = ;\n}", "syntax", 2)]
    [InlineData("function sco(host) { return 1; }", "no-score-function", null)]
    [InlineData("const score = 3;", "no-score-function", null)]
    [InlineData(Header + "\n\n  return host.missing.x; }", "threw", 3)]
    [InlineData(Header + "throw new Error('boom'); }", "threw", 1)]
    [InlineData("throw 1;", "threw", 1)]
    [InlineData(Header + "return 0 / 0; }", "not-a-finite-number", null)]
    [InlineData(Header + "return 1 / 0; }", "not-a-finite-number", null)]
    [InlineData(Header + "return '7'; }", "not-a-finite-number", null)]
    [InlineData(Header + "}", "not-a-finite-number", null)]
    [InlineData(Header + "return 10n; }", "not-a-finite-number", null)]
    [InlineData("async " + Header + "return 1; }", "not-a-finite-number", null)]
    [InlineData(Header + "\n  while (true) { } }", "statements", 2)]
    [InlineData("for (;;) ;\n" + Header + "return 1; }", "statements", 1)]
    [InlineData("function f() { return f() + 1; }\n" + Header + "return f(); }", "recursion", 1)]
    [InlineData(Header + "let s = 'x';\n for (;;) s += s; }", "memory", 2)]
    [InlineData(Header + "return new Array(1e9).fill(0).length; }", "memory", 1)]
    [InlineData(Header + "const a = []; for (;;) a.push(a); }", "memory", 1)]
    public async Task Run_Failure_SaysWhyAndWhere(string script, string reason, int? line)
    {
        var failure = (await RunAsync(script)).Failure;
        Assert.Equal((reason, line), (failure?.Reason, failure?.Line));
        Assert.False(string.IsNullOrWhiteSpace(failure!.Message));
    }

    [Theory]
    [InlineData("Date.now()")]
    [InlineData("new Intl.DateTimeFormat()")]
    [InlineData("Temporal.Now.instant()")]
    [InlineData("Math.random()")]
    [InlineData("System.IO.File.ReadAllText('/etc/passwd')")]
    [InlineData("importNamespace('System')")]
    [InlineData("require('fs')")]
    [InlineData("fetch('http://localhost')")]
    [InlineData("eval('1')")]
    [InlineData("new Function('return 1')()")]
    [InlineData("(() => {}).constructor('return 1')()")]
    [InlineData("globalThis.constructor.constructor('return this')()")]
    [InlineData("(async () => {}).constructor('return 1')()")]
    [InlineData("host.constructor.constructor('return process')()")]
    [InlineData("host.GetType()")]
    [InlineData("setTimeout(() => 1, 1)")]
    [InlineData("new Proxy({}, {}).x")]
    [InlineData("Reflect.ownKeys(host).length")]
    [InlineData("new Promise(() => 1)")]
    [InlineData("new WeakRef(host).deref()")]
    [InlineData("new SharedArrayBuffer(8).byteLength")]
    [InlineData("Atomics.wait(new Int32Array(1), 0, 0)")]
    [InlineData("console.log(1)")]
    public async Task Run_WhatIsNotOffered_DoesNotExist(string expression) =>
        Assert.Equal("threw", (await RunAsync(Header + $"return {expression}; }}")).Failure?.Reason);

    [Theory]
    [InlineData("'x'.repeat(2 ** 29).length")]
    [InlineData("'x'.padStart(2 ** 29).length")]
    [InlineData("Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1)")]
    [InlineData("({ __proto__: Array.prototype, length: 2 ** 53 - 1 }).lastIndexOf(1)")]
    [InlineData("({ __proto__: Array.prototype, length: 2 ** 53 - 1 }).join('').length")]
    [InlineData("Array.from({ length: 2 ** 31 }).length")]
    [InlineData("Number(10n ** 100000000n)")]
    [InlineData("/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!') ? 1 : 2")]
    [InlineData("[...Array(1000).keys()].sort((x, y) => { for (;;) ; })[0]")]
    [InlineData("JSON.stringify({ toJSON() { for (;;) ; } })")]
    [InlineData("({ valueOf() { for (;;) ; } }) + 1")]
    public async Task Run_WorkHiddenInOneCall_IsStopped(string expression) =>
        Assert.Contains((await RunAsync(Header + $"return {expression}; }}")).Failure?.Reason, (string[])["threw", "memory", "statements", "time"]);

    [Fact]
    public async Task Run_DeepNesting_IsAFailureNotACrash()
    {
        var deep = string.Concat(Enumerable.Repeat("(", 7000)) + "1" + string.Concat(Enumerable.Repeat(")", 7000));
        var blocks = string.Concat(Enumerable.Repeat("if(1){", 2000)) + string.Concat(Enumerable.Repeat("}", 2000));
        foreach (var script in new[] { Header + $"return {deep}; }}", Header + blocks + "}", Header + "return " + string.Concat(Enumerable.Repeat("-", 3000).Select(minus => minus + " ")) + "1; }" })
        {
            var outcome = await RunAsync(script);
            Assert.True(outcome.Failure is not null || outcome.Scores.All(double.IsFinite));
        }
    }

    [Fact]
    public async Task Run_StateBetweenHosts_DoesNotExist()
    {
        const string Counts = "let calls = 0; Array.prototype.calls = 0; " + Header + "calls++; Array.prototype.calls++; return calls + Array.prototype.calls; }";
        Assert.Equal([2, 2], (await RunAsync(Counts)).Scores);
        Assert.Equal([2, 2], (await RunAsync(Counts)).Scores);
    }

    [Fact]
    public async Task Run_NoHosts_StillParses()
    {
        Assert.Null((await RunAsync(Header + "return 1; }", [])).Failure);
        Assert.Equal("syntax", (await RunAsync("function {", [])).Failure?.Reason);
    }

    [Fact]
    public async Task Run_FailureOnOneHost_NamesIt() =>
        Assert.Equal("b", (await RunAsync(Header + "return host.name === 'b' ? null.x : 1; }")).Failure?.Host);

    [Fact]
    public async Task Run_AfterEveryKindOfFailure_TheNextOneWorks()
    {
        foreach (var script in new[] { "(", Header + "for (;;) ; }", Header + "return null.x; }" }) await RunAsync(script);
        Assert.Equal([1, 1], (await RunAsync(Header + "return 1; }")).Scores);
    }

    [Fact]
    public async Task Run_ManyAtOnce_AllAreServedOneAfterAnother()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => RunAsync(Header + $"return {number}; }}")));
        Assert.Equal(Enumerable.Range(0, 8).Select(number => (double)number), outcomes.Select(outcome => outcome.Scores[0]));
    }

    public void Dispose() => _runner.Dispose();

    private static HostFacts Host(string name, int freeOnTheFirst) => new(
        new HostId(name), "z1", "r01", "general", "test", 3, 90, 1,
        [new(4, 2, freeOnTheFirst, 8, freeOnTheFirst, 4, 16_384, 16_384, 16_384), new(4, 2, 8, 8, 8, 8, 16_384, 16_384, 16_384)]);

    private async Task<ScriptOutcome> RunAsync(string script, HostFacts[]? hosts = null) =>
        (await _runner.RunAsync(script, hosts ?? Hosts, Request, TestContext.Current.CancellationToken))!;
}
