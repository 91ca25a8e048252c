using BackOffice.Http;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Closing;

/// <summary>Who sends a command, in a tenant that is known: months need its calendar.</summary>
internal static class ClosingActors
{
    extension(Actors actors)
    {
        /// <exception cref="RefusedException">404 not-found: there is no such tenant.</exception>
        public async Task<Actor> RequireAsync(string tenant, string name, string commandKey, CancellationToken cancellationToken)
        {
            var actor = await actors.NowAsync(tenant, name, Digest.Of(tenant, commandKey)[..24], cancellationToken);
            return actor.Tenant is null ? throw RefusedException.NotFound($"There is no tenant '{tenant}'.") : actor;
        }
    }
}
