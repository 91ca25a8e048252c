using System.Reflection;
using System.Text.RegularExpressions;
using BackOffice.Documents;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Conventions;

/// <summary>Rules of the tree that no analyzer knows.</summary>
public sealed partial class SourceTests
{
    private static readonly Assembly App = typeof(DocumentIntakeOrchestrator).Assembly;

    private static IEnumerable<string> Sources => Directory.EnumerateFiles(Repository.Folder("functions"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [Fact]
    public void Domain_and_primitives_know_no_storage_no_host_and_no_network()
    {
        var pure = Sources.Where(file => file.Contains("/Domain/", StringComparison.Ordinal) || file.Contains("/Primitives/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(pure);
        Assert.All(pure, file => Assert.DoesNotMatch(ForbiddenUsing(), File.ReadAllText(file)));
    }

    [Fact]
    public void The_source_does_not_know_which_flavour_it_is()
        => Assert.All(Sources, file => Assert.DoesNotMatch(FlavourTalk(), File.ReadAllText(file)));

    [Fact]
    public void Every_HTTP_function_writes_its_level_and_a_route_of_the_first_version()
    {
        var http = App.GetTypes().SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributesData()).Where(data => data.AttributeType == typeof(HttpTriggerAttribute)))
            .ToList();

        Assert.NotEmpty(http);
        Assert.All(http, trigger =>
        {
            Assert.Contains(trigger.ConstructorArguments, argument => argument.ArgumentType == typeof(AuthorizationLevel));
            Assert.Matches("^(v1/{tenant}(/|$)|health/|docs(/|$)|openapi.json$)", (string)trigger.NamedArguments.Single(argument => argument.MemberName == "Route").TypedValue.Value!);
        });
    }

    [Fact]
    public void Every_HTTP_function_says_who_may_call_it()
    {
        var http = App.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute))))
            .ToList();

        Assert.NotEmpty(http);
        Assert.All(http, method => Assert.True(method.IsDefined(typeof(AllowAttribute)) ^ method.IsDefined(typeof(AllowAnybodyAttribute)), method.Name));
    }

    [Fact]
    public void Program_is_read_at_a_glance()
        => Assert.InRange(File.ReadAllLines(Path.Combine(Repository.Folder("functions"), "Program.cs")).Length, 1, 25);

    [GeneratedRegex(@"^using (Azure|Microsoft|System\.Net)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ForbiddenUsing();

    [GeneratedRegex(@"^\s*#if|\bLocalRuntime\b|\bStandIn", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex FlavourTalk();
}
