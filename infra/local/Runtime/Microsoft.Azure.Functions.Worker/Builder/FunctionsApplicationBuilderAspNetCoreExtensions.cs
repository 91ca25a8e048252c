namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>HTTP functions with the requests and results of ASP.NET Core.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ServesWeb = true;
        return builder;
    }
}
