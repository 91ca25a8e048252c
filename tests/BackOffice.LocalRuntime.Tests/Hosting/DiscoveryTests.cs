using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Tests.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Tests.Hosting;

public sealed class DiscoveryTests
{
    [Fact]
    public void W_1_Names_are_unique_without_regard_to_case_and_the_refusal_names_both()
    {
        var refusal = Assert.Throws<StartupException>(() => FunctionDiscovery.Discover([typeof(FirstOfName), typeof(SecondOfName)]));

        Assert.Contains($"{typeof(FirstOfName).FullName}.Run and {typeof(SecondOfName).FullName}.Run", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void W_3_Only_arguments_that_source_writes_are_known()
    {
        var catalog = FunctionDiscovery.Discover([typeof(Written)]);
        var bare = catalog.Find("BARE")!.Trigger;
        var full = catalog.Find("full")!.Trigger;

        Assert.False(bare.Arguments.ContainsKey("authLevel"));
        Assert.Equal(AuthorizationLevel.Function, bare.Get("AuthLevel", AuthorizationLevel.Function));
        Assert.Equal(["get"], bare.Get<string[]>("methods")!);
        Assert.Equal(AuthorizationLevel.Anonymous, full.Get("authLevel", AuthorizationLevel.Function));
        Assert.Equal("x/{id}", full.Get<string>("route"));
        Assert.Equal(["get", "put"], full.Get<string[]>("Methods")!);
    }

    [Fact]
    public void W_4_A_property_that_source_does_not_write_takes_the_default_of_the_host()
    {
        var catalog = FunctionDiscovery.Discover([typeof(Completing)]);

        Assert.True(catalog.Find("Silent")!.Trigger.Get(nameof(FakeTriggerAttribute.AutoComplete), hostDefault: true));
        Assert.False(catalog.Find("Outspoken")!.Trigger.Get(nameof(FakeTriggerAttribute.AutoComplete), hostDefault: true));
        Assert.Equal("letters", catalog.Find("Silent")!.Trigger.Get<string>("queue"));
    }

    [Theory]
    [InlineData(typeof(Hidden), "is not public")]
    [InlineData(typeof(HiddenMethod), "is not public")]
    [InlineData(typeof(NoTrigger), "has 0 triggers")]
    [InlineData(typeof(TwoTriggers), "has 2 triggers")]
    [InlineData(typeof(RetriedRequest), "only timer functions are retried")]
    public void What_Azure_would_not_run_is_refused(Type type, string reason)
    {
        var refusal = Assert.Throws<StartupException>(() => FunctionDiscovery.Discover([type]));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(type.FullName!, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void H_7_A_disabled_function_is_known_but_no_trigger_listens_for_it()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobs.silent.Disabled", "true")]).Build();

        var catalog = FunctionDiscovery.Discover([typeof(Completing)], settings);

        Assert.True(catalog.Find("Silent")!.IsDisabled);
        Assert.Equal(["Outspoken"], catalog.TriggeredBy<FakeTriggerAttribute>().Select(function => function.Name));
    }

    [Fact]
    public void Other_attributes_of_the_method_are_kept_as_written()
    {
        var function = FunctionDiscovery.Discover([typeof(Marked)]).All.Single();

        var marker = Assert.Single(function.MethodAttributes, attribute => attribute.Type == typeof(ObsoleteAttribute));
        Assert.Equal("later", marker.Get<string>("message"));
        Assert.Equal("Host.Functions.Marked", function.HostFunctionId);
    }
}
