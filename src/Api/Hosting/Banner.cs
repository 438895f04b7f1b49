using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Cloud.Api.Hosting;

/// <summary>Where the process speaks to the person who started it.</summary>
internal sealed record OperatorConsole(TextWriter Out);

/// <summary>Says, once the server listens, where it is and how to sign in.</summary>
internal sealed class Banner(IServer server, FirstStart first, Settings.CloudOptions options, OperatorConsole console)
{
    public void Print()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "(no address)";
        console.Out.WriteLine();
        console.Out.WriteLine($"  Cloud is ready.");
        console.Out.WriteLine($"  Portal     {address}");
        console.Out.WriteLine($"  Swagger    {address}/swagger");
        console.Out.WriteLine($"  Data       {options.DataDirectory}");
        foreach (var line in first.HowToSignIn())
            console.Out.WriteLine($"  {line}");
        console.Out.WriteLine();
    }
}
