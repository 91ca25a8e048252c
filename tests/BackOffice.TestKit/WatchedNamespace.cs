using System.Text.Json.Nodes;

namespace BackOffice.TestKit;

/// <summary>The namespace that ships, and in each topic a subscription that takes a copy of everything, for tests to look at.</summary>
internal static class WatchedNamespace
{
    public const string Subscription = "all";

    private static readonly Lazy<string> Written = new(Write);

    /// <summary>The setting that makes an app serve it.</summary>
    public static string Setting => $"--LocalRuntime:ServiceBusEntities={Written.Value}";

    private static string Write()
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "servicebus.json")))!;
        foreach (var topic in file["UserConfig"]!["Namespaces"]![0]!["Topics"]!.AsArray())
        {
            topic!["Subscriptions"]!.AsArray().Add(new JsonObject { ["Name"] = Subscription });
        }

        var folder = Directory.CreateTempSubdirectory("watched-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        var path = Path.Combine(folder.FullName, "servicebus.json");
        File.WriteAllText(path, file.ToJsonString());
        return path;
    }
}
