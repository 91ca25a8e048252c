using System.Reflection;
using System.Runtime.CompilerServices;
using BackOffice.LocalRuntime.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Begins a function app; the app is the assembly that calls.</summary>
public class FunctionsApplication
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        var app = Assembly.GetCallingAssembly();
        return CreateBuilder(RuntimeOptions.For(app, args));
    }

    internal static FunctionsApplicationBuilder CreateBuilder(RuntimeOptions options)
        => StartupFailure.Guard(() => new FunctionsApplicationBuilder(options), options);
}
