using BackOffice.LocalRuntime.Hosting;
using BackOffice.TestKit;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BackOffice.LocalRuntime.Tests.Hosting;

/// <summary>A function app made of chosen classes, on a port of its own, with keys "master", "host" and no storage.</summary>
internal sealed record TestApp(params Type[] Functions)
{
    public const string MasterKey = "master";
    public const string HostKey = "host";

    public IReadOnlyList<string> Args { get; init; } = [];

    public string? ContentRoot { get; init; }

    public Action<FunctionsApplicationBuilder>? Configure { get; init; }

    public IReadOnlyList<Action<IServiceCollection>> Modules { get; init; } = [];

    public LocalRuntimeHooks Hooks { get; init; } = new();

    public Task<AppRunner> StartAsync() => AppRunner.StartAsync(Run, Hooks);

    private void Run()
    {
        string[] args = ["--port=0", $"--LocalRuntime:Keys:_master={MasterKey}", $"--LocalRuntime:Keys:default={HostKey}", .. Args];
        var builder = FunctionsApplication.CreateBuilder(new RuntimeOptions(args, Functions, ContentRoot) { Modules = Modules });
        builder.ConfigureFunctionsWebApplication();
        Configure?.Invoke(builder);
        builder.Build().Run();
    }
}
