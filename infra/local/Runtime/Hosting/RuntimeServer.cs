using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>The one HTTP server: this machine only, body limit as in Azure (H-9).</summary>
internal static class RuntimeServer
{
    public const long DefaultBodyLimit = 104_857_600;

    private const int DefaultPort = 7071;

    public static void Configure(IWebHostBuilder web, IConfiguration configuration)
    {
        var port = Port(configuration);
        web.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimit(configuration);
            if (port == 0)
            {
                kestrel.Listen(IPAddress.Loopback, 0);
            }
            else
            {
                kestrel.ListenLocalhost(port);
            }
        });
    }

    public static int Port(IConfiguration configuration)
        => Number(configuration, "Host:LocalHttpPort", DefaultPort, IPEndPoint.MaxPort) is var port ? (int)port : DefaultPort;

    public static long BodyLimit(IConfiguration configuration)
        => Number(configuration, "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", DefaultBodyLimit, long.MaxValue);

    private static long Number(IConfiguration configuration, string key, long standard, long largest)
    {
        if (configuration[key] is not { Length: > 0 } text)
        {
            return standard;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= largest
            ? value
            : throw new StartupException($"The setting '{key}' is '{text}'; it must be a whole number from 0 to {largest}.");
    }
}
