using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace BackOffice.Tenancy;

/// <summary>
/// Refuses to start in Azure without App Service Authentication: only it vouches for X-MS-CLIENT-PRINCIPAL, which
/// anybody could otherwise write.
/// </summary>
internal sealed class SignInGuard(IConfiguration settings) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
        => settings["WEBSITE_SITE_NAME"] is { Length: > 0 } && !settings.GetValue("WEBSITE_AUTH_ENABLED", defaultValue: false)
            ? throw new InvalidOperationException("Switch on App Service Authentication: without it anybody could claim to be anybody.")
            : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
