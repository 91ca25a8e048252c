using BackOffice.LocalRuntime.Hosting;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Tests.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void W_9_The_command_line_goes_before_the_environment_before_the_settings_file_before_host_json()
    {
        using var root = new TestFolder(
            ("host.json", """{ "version": "2.0", "extensions": { "http": { "routePrefix": "one" }, "blobs": { "poisonBlobThreshold": 5 } } }"""),
            ("local.settings.json", """{ "Values": { "AzureFunctionsJobHost__extensions__http__routePrefix": "two", "SettingsTests__A": "file", "SettingsTests__B": "file" } }"""));
        Environment.SetEnvironmentVariable("SettingsTests__A", "environment");
        Environment.SetEnvironmentVariable("SettingsTests__B", "environment");

        var settings = Load(root, "--SettingsTests__B=line", "--port", "7072");

        Assert.Equal("two", settings["AzureFunctionsJobHost:extensions:http:routePrefix"]);
        Assert.Equal("5", settings["AzureFunctionsJobHost:extensions:blobs:poisonBlobThreshold"]);
        Assert.Equal("environment", settings["SettingsTests:A"]);
        Assert.Equal("line", settings["SettingsTests:B"]);
        Assert.Equal(7072, RuntimeServer.Port(settings));
    }

    [Fact]
    public void W_9_Without_settings_of_ones_own_the_sample_holds()
    {
        using var root = new TestFolder(
            ("host.json", """{ "version": "2.0" }"""),
            ("local.settings.sample.json", """{ "Host": { "LocalHttpPort": 7075 }, "ConnectionStrings": { "Ledger": "x" } }"""));

        var settings = Load(root);

        Assert.Equal(7075, RuntimeServer.Port(settings));
        Assert.Equal("x", settings.GetConnectionString("Ledger"));
    }

    [Fact]
    public void The_sample_of_this_repository_can_be_read_and_names_its_users()
    {
        var solution = LocalSettings.SolutionFolder(AppContext.BaseDirectory)!;

        var settings = LocalSettings.Read(Path.Combine(solution, "local.settings.sample.json")).ToDictionary();

        Assert.Equal("UseDevelopmentStorage=true", settings["AzureWebJobsStorage"]);
        Assert.Equal("preparer", settings["LocalRuntime:Users:paola:Roles"]);
        Assert.Equal("dev-master-key", settings["LocalRuntime:Keys:_master"]);
    }

    [Fact]
    public void W_8_Top_level_keys_that_the_host_does_not_know_are_found()
    {
        using var root = new TestFolder(("host.json", """{ "version": "2.0", "extension": {}, "logging": {}, "Typo": 1 }"""));

        Assert.Equal(["Typo"], HostJson.UnknownKeys(Load(root)));
    }

    [Theory]
    [InlineData("{ \"version\": \"2.0\",\n  \"extensions\": { \"http\" }\n}", "line 2: not valid JSON")]
    [InlineData("""{ "version": "1.0" }""", "\"version\" is \"1.0\"; it must be \"2.0\"")]
    [InlineData("{ }", "\"version\" is missing")]
    [InlineData("[ ]", "must be a JSON object")]
    public void W_8_A_host_json_that_is_wrong_is_refused_by_file_and_line(string hostJson, string reason)
    {
        using var root = new TestFolder(("host.json", hostJson));

        var refusal = Assert.Throws<StartupException>(() => Load(root));

        Assert.Contains(Path.Combine(root.Path, "host.json"), refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_is_no_text_is_refused_by_its_name()
    {
        using var root = new TestFolder(("host.json", """{ "version": "2.0" }"""), ("local.settings.json", """{ "Values": { "Payroll": { "Day": 27 } } }"""));

        var refusal = Assert.Throws<StartupException>(() => Load(root));

        Assert.Contains("\"Payroll\" must be text", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void T_1_Names_between_percent_signs_are_replaced_by_their_setting()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Drop:Folder", "inbox")]).Build();
        var names = new SettingNames(settings);

        Assert.Equal("inbox/{name}.xml", names.Resolve("%Drop__Folder%/{name}.xml"));
        Assert.Contains("'Other' is missing", Assert.Throws<StartupException>(() => names.Resolve("%Other%")).Message, StringComparison.Ordinal);
    }

    private static ConfigurationManager Load(TestFolder root, params string[] args)
    {
        var settings = new ConfigurationManager();
        RuntimeConfiguration.AddTo(settings, new RuntimeOptions(args, [], root.Path) { Hooks = new LocalRuntimeHooks { ReadsOwnSettings = true } });
        return settings;
    }
}
