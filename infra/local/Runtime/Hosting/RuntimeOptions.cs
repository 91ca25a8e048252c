using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Which app to run, and from where.</summary>
/// <param name="Args">The command line.</param>
/// <param name="FunctionTypes">The types to look for functions in.</param>
/// <param name="ContentRoot">The folder of host.json; null when there is none and the defaults hold.</param>
internal sealed record RuntimeOptions(IReadOnlyList<string> Args, IReadOnlyList<Type> FunctionTypes, string? ContentRoot)
{
    public string AppName { get; init; } = "functions";

    public IReadOnlyList<Action<IServiceCollection>> Modules { get; init; } = RuntimeModules.All;

    /// <summary>Set when a test holds the strings.</summary>
    public LocalRuntimeHooks? Hooks { get; init; } = LocalRuntimeHooks.Current;

    public static RuntimeOptions For(Assembly app, string[] args)
        => new(args, app.GetTypes(), Path.GetDirectoryName(app.Location)) { AppName = app.GetName().Name ?? "functions" };
}
