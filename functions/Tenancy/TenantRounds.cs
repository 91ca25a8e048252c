namespace BackOffice.Tenancy;

/// <summary>Work that is done tenant by tenant.</summary>
internal static class TenantRounds
{
    extension(TenantStore tenants)
    {
        /// <summary>Does it for every tenant, one after the other; one whose data or storage is broken keeps nobody waiting.</summary>
        /// <param name="what">Named in the failure.</param>
        /// <param name="work">Harmless twice: who calls comes again.</param>
        /// <param name="cancellationToken">Ends the round at once.</param>
        /// <exception cref="AggregateException">Some tenants failed; the others were served.</exception>
        public async Task ForEachAsync(string what, Func<Tenant, Task> work, CancellationToken cancellationToken)
        {
            List<Exception> failures = [];
            foreach (var tenant in await tenants.ListAsync(cancellationToken))
            {
                try
                {
                    await work(tenant);
                }
                catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
                {
                    failures.Add(new InvalidOperationException($"{what} of tenant '{tenant.Id}' failed.", failure));
                }
            }

            if (failures.Count > 0)
            {
                throw new AggregateException(failures);
            }
        }
    }
}
