using Cloud.Api.Hosting.Settings;
using Cloud.ControlPlane.Iaas.Catalogue;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Tenancy;

namespace Cloud.Api.Hosting;

/// <summary>
/// Fills an empty region: the catalogue, and an operator whose password is printed once and stored only as a hash. Later it only gives that
/// account a new password, when asked.
/// </summary>
internal sealed class FirstStart(AccessDirectory directory, TenancyWriter writer, IPasswordReset passwords, SystemCalls calls, CloudOptions options)
{
    public const string OperatorName = "operator";

    private string? _newPassword;

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (directory.Current.Image is { Flavors.Count: 0, Images.Count: 0 })
            await AddCatalogueAsync(cancellation);

        if (!directory.Current.Image.Users.Any(user => user.IsOperator))
            await AddOperatorAsync(cancellation);
        else if (options.ResetOperatorPassword)
            await ResetPasswordAsync(cancellation);
    }

    /// <summary>For the banner. The new password is said once and then forgotten.</summary>
    public IEnumerable<string> HowToSignIn()
    {
        var password = Interlocked.Exchange(ref _newPassword, value: null);
        yield return password is null
            ? $"Sign in    {OperatorName} with the password printed at first start, or reset it with --reset-operator-password"
            : $"Sign in    {OperatorName} / {password}   (shown only this once)";
        if (options.Demo)
            yield return $"Demo       {string.Join(", ", DemoClass.Students)} with password demo-<name>-2026";
    }

    private async Task AddCatalogueAsync(CancellationToken cancellation)
    {
        IReadOnlyList<TenancyChange> changes =
        [
            .. DefaultCatalogue.Flavors.Select(flavor => new TenancyChange.AddFlavor(flavor)),
            .. DefaultCatalogue.Images.Select(image => new TenancyChange.AddImage(image)),
        ];
        var outcome = await writer.ChangeAsync<int>(pending: null, (_, _) => new TenancyPlan<int>(changes.Count, changes), cancellation);
        _ = outcome.Value;
    }

    private async Task AddOperatorAsync(CancellationToken cancellation)
    {
        var password = Passwords.Make();
        await calls.SendAsync(new CreateUser(OperatorName, "Operator", password, IsOperator: true), cancellation);
        _newPassword = password;
    }

    private async Task ResetPasswordAsync(CancellationToken cancellation)
    {
        var access = directory.Current;
        var account = access.FindUser(OperatorName) is { IsOperator: true } named ? named : access.Image.Users.First(user => user.IsOperator);
        var password = Passwords.Make();
        await passwords.SetPasswordAsync(account.Id, password, cancellation);
        if (account.IsDisabled)
            await calls.SendAsync(new SetUserDisabled(account.Id, Disabled: false), cancellation);
        _newPassword = password;
    }
}
