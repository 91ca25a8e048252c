using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Signing;

/// <summary>Knowing again what the app handed out.</summary>
internal static class SigningFeature
{
    public static IServiceCollection AddSigning(this IServiceCollection services)
    {
        services.AddOptions<SigningOptions>()
            .BindConfiguration("Signing")
            .Validate(keys => keys.AreKeys(), "Signing:Key is at least 32 random bytes in base64 (openssl rand -base64 32); so is Signing:PreviousKey where there is one.")
            .Validate<IConfiguration>((keys, settings) => keys.AreFit(settings), "Signing:Key is made of readable characters: that is a development key. Draw one: openssl rand -base64 32.")
            .ValidateOnStart();
        return services.AddSingleton<Signatures>();
    }
}
