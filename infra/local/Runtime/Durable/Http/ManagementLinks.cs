using BackOffice.LocalRuntime.Durable.Hosting;
using Microsoft.AspNetCore.Http;

namespace BackOffice.LocalRuntime.Durable.Http;

/// <summary>Where an instance can be asked and steered; the payload of a start (M-5).</summary>
internal sealed record ManagementLinks(string Id, string StatusQueryGetUri, string SendEventPostUri, string TerminatePostUri, string PurgeHistoryDeleteUri)
{
    public required string RewindPostUri { get; init; }

    public required string SuspendPostUri { get; init; }

    public required string ResumePostUri { get; init; }

    public required string RestartPostUri { get; init; }

    public static ManagementLinks For(HttpRequest request, string id, DurableSettings settings)
    {
        var host = request.Host.Value ?? "localhost";
        var scheme = host.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) || host.StartsWith("127.0.0.1:", StringComparison.Ordinal) ? "http" : "https";
        var root = $"{scheme}://{host}/runtime/webhooks/durabletask/instances/{Uri.EscapeDataString(id)}";
        var key = (string?)request.Headers["x-functions-key"] ?? (string?)request.Query["code"];
        var query = $"taskHub={settings.Hub}&connection={settings.ConnectionSetting ?? "Storage"}" + (key is null ? string.Empty : $"&code={Uri.EscapeDataString(key)}");
        return new ManagementLinks(
            id, $"{root}?{query}", $"{root}/raiseEvent/{{eventName}}?{query}", $"{root}/terminate?reason={{text}}&{query}", $"{root}?{query}")
        {
            RewindPostUri = $"{root}/rewind?reason={{text}}&{query}",
            SuspendPostUri = $"{root}/suspend?reason={{text}}&{query}",
            ResumePostUri = $"{root}/resume?reason={{text}}&{query}",
            RestartPostUri = $"{root}/restart?{query}",
        };
    }
}
