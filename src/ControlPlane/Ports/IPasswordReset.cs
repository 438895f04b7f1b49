using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Ports;

/// <summary>Replaces a forgotten password; only whoever starts the process may ask for it.</summary>
public interface IPasswordReset
{
    /// <summary>Sets the password, whose hash alone is stored, and lifts a lockout. Throws <see cref="KeyNotFoundException"/> for an unknown user.</summary>
    Task SetPasswordAsync(UserId user, string password, CancellationToken cancellation);
}
