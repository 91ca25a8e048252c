using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Storage;

namespace BackOffice.LocalRuntime.Tests.Hosting;

public sealed class StoreLockTests
{
    private readonly StorageConnectionString store = StorageConnectionString.Parse($"DefaultEndpointsProtocol=http;AccountName=lock{Guid.NewGuid():N};AccountKey=a2V5;EndpointSuffix=localhost");

    [Fact]
    public void A_second_app_is_told_who_has_the_store_and_takes_it_after_the_first()
    {
        using (StoreLock.Take(store, "hub"))
        {
            var refused = Assert.Throws<StartupException>(() => StoreLock.Take(store, "hub"));
            Assert.Contains($"(process {Environment.ProcessId})", refused.Message, StringComparison.Ordinal);
            Assert.Throws<StartupException>(() => StoreLock.Take(store, "hub")); // who was refused frees nothing
            StoreLock.Take(store, "another").Dispose();
        }

        StoreLock.Take(store, "hub").Dispose();
    }
}
