using System.Net;
using BackOffice.LocalRuntime.Tests.Hosting;
using BackOffice.TestKit;
using Microsoft.AspNetCore.Http;

namespace BackOffice.LocalRuntime.Tests.Http;

public sealed class KeyTests : IAsyncLifetime
{
    private const string Header = "x-functions-key";

    private AppRunner app = null!;

    public async ValueTask InitializeAsync() => app = await new TestApp(typeof(EchoFunctions))
    {
        Args =
        [
            "--LocalRuntime:Keys:Guarded=own",
            "--LocalRuntime:Keys:Unwritten=other",
            "--LocalRuntime:Keys:blobs_extension=system",
            "--AzureWebJobs.AnyVerb.Disabled=true",
        ],
    }.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task H_5_The_header_goes_before_the_query()
    {
        Assert.Equal(HttpStatusCode.OK, (await app.AskAsync("api/guarded?code=host")).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.AskAsync("api/guarded?code=wrong", (Header, "host"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.AskAsync("api/guarded?code=host", (Header, "wrong"))).Status);
    }

    [Theory]
    [InlineData("own", HttpStatusCode.OK)]
    [InlineData("host", HttpStatusCode.OK)]
    [InlineData("master", HttpStatusCode.OK)]
    [InlineData("other", HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    public async Task H_5_A_function_is_opened_by_its_own_key_the_host_key_and_the_master_key(string key, HttpStatusCode expected)
        => Assert.Equal(expected, (await app.AskAsync("api/guarded", (Header, key))).Status);

    [Fact]
    public async Task H_6_Levels_are_no_hierarchy_and_a_refusal_is_empty()
    {
        var refused = await app.AskAsync("api/guarded", (Header, "system"));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.Empty(refused.Body);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.AskAsync("api/adminonly", (Header, "host"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.AskAsync("api/adminonly", (Header, "master"))).Status);
    }

    [Fact]
    public async Task H_7_A_disabled_function_is_not_found_except_by_the_administrator()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await app.AskAsync("api/anyverb")).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.AskAsync("api/anyverb", (Header, "master"))).Status);
    }

    [Fact]
    public async Task H_11_Keys_are_asked_for_unless_a_setting_says_otherwise()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.AskAsync("api/guarded")).Status);

        await using var open = await new TestApp(typeof(EchoFunctions)) { Args = ["--LocalRuntime:Authentication=false"] }.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await open.AskAsync("api/guarded")).Status);
    }

    [Fact]
    public async Task W_3_A_level_that_source_does_not_write_is_the_host_default_Function()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.AskAsync("api/unwritten")).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.AskAsync("api/unwritten", (Header, "host"))).Status);
    }
}
