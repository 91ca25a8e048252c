using BackOffice.Documents;
using BackOffice.Tenancy;
using BackOffice.TestKit;

namespace BackOffice.Http;

/// <summary>One app with a person for every role, one without any, and the same of another company.</summary>
public sealed class RolesFixture : IAsyncLifetime
{
    private DocumentsApp? app;

    internal DocumentsApp App => app!;

    internal static string Holder(Role role) => $"only-{role}".ToLowerInvariant();

    public async ValueTask InitializeAsync()
        => app = await DocumentsApp.StartAsync(new DocumentsSetup
        {
            Settings =
            [
                .. Enum.GetValues<Role>().SelectMany(role => User(Holder(role), $"{role}", DocumentsWorld.Tenant)),
                .. User("newcomer", "", DocumentsWorld.Tenant),
                .. User("stranger", string.Join(',', Enum.GetNames<Role>()), "other"),
            ],
        });

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private static string[] User(string name, string roles, string tenant) => [$"--LocalRuntime:Users:{name}:Roles={roles}", $"--LocalRuntime:Users:{name}:Tenants={tenant}"];
}
