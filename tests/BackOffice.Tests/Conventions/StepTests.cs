using System.Reflection;
using System.Text.RegularExpressions;
using BackOffice.Documents;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Conventions;

/// <summary>Each step is an activity of the same name, input and output: what the compiler cannot see.</summary>
public sealed partial class StepTests
{
    private static readonly Assembly App = typeof(DocumentIntakeOrchestrator).Assembly;

    private static readonly Dictionary<string, MethodInfo> Activities = App.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null && TriggerOf(method) is not null)
        .ToDictionary(method => method.GetCustomAttribute<FunctionAttribute>()!.Name, StringComparer.Ordinal);

    /// <summary>All but the waits, which call no activity.</summary>
    public static TheoryData<string> StepFiles => [.. Directory.EnumerateFiles(Repository.Folder("functions"), "*Steps.cs", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.Root, file)).Where(file => Path.GetFileName(file) != "WaitSteps.cs")];

    [Theory]
    [MemberData(nameof(StepFiles))]
    public void Every_step_is_an_activity_with_its_input_and_output(string file)
    {
        var steps = Step().Matches(File.ReadAllText(Path.Combine(Repository.Root, file)));

        Assert.NotEmpty(steps);
        Assert.All(steps.Select(step => step.Groups), step =>
        {
            Assert.Equal(step["name"].Value, step["called"].Value);
            Assert.True(Activities.TryGetValue(step["name"].Value, out var activity), $"{step["name"].Value} is no activity.");
            Assert.Equal(step["output"].Value, NameOf(Unwrapped(activity!.ReturnType)));
            if (step["input"].Success)
            {
                Assert.Equal(step["input"].Value, NameOf(TriggerOf(activity)!.ParameterType));
            }
        });
    }

    [Fact]
    public void Every_activity_is_a_step()
    {
        var steps = StepFiles.SelectMany(file => Step().Matches(File.ReadAllText(Path.Combine(Repository.Root, file.Data)))).Select(step => step.Groups["name"].Value);

        Assert.Empty(Activities.Keys.Except(steps, StringComparer.Ordinal));
    }

    private static ParameterInfo? TriggerOf(MethodInfo method)
        => method.GetParameters().FirstOrDefault(parameter => parameter.GetCustomAttribute<ActivityTriggerAttribute>() is not null);

    private static Type? Unwrapped(Type type)
        => type == typeof(Task) || type == typeof(void) ? null
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? type.GetGenericArguments()[0] : type;

    private static string NameOf(Type? type) => type switch
    {
        null => "",
        { IsGenericType: true } => $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>",
        _ when type == typeof(string) => "string",
        _ when type == typeof(int) => "int",
        _ => type.Name,
    };

    [GeneratedRegex(@"public Task(?:<(?<output>[\w<>, ]+)>)? (?<name>\w+)\((?:(?<input>\w+) \w+)?\)\s*=> context\.CallActivityAsync(?:<[\w<>, ]+>)?\(nameof\((?<called>\w+)\)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Step();
}
