namespace BackOffice.Storage;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task What_arrives_during_a_write_shares_the_next_one()
    {
        var gate = new TaskCompletionSource();
        List<int[]> writes = [];
        var commit = new GroupCommit<int, int>(10, async batch =>
        {
            writes.Add([.. batch]);
            await gate.Task;
            return [.. batch.Select(change => change * 10)];
        });

        var first = commit.SubmitAsync(1);
        while (writes.Count == 0)
        {
            await Task.Yield();
        }

        Task<int>[] later = [.. Enumerable.Range(2, 5).Select(commit.SubmitAsync)];
        gate.SetResult();

        Assert.Equal(10, await first);
        Assert.Equal(new[] { 20, 30, 40, 50, 60 }, await Task.WhenAll(later));
        Assert.Equal([[1], [2, 3, 4, 5, 6]], writes);
    }

    [Fact]
    public async Task No_write_takes_more_than_it_may()
    {
        List<int> sizes = [];
        var commit = new GroupCommit<int, int>(3, batch =>
        {
            sizes.Add(batch.Count);
            return Task.FromResult(batch);
        });

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(commit.SubmitAsync));

        Assert.Equal(Enumerable.Range(0, 50), answers);
        Assert.All(sizes, size => Assert.InRange(size, 1, 3));
    }

    [Fact]
    public async Task A_failed_write_fails_its_own_callers_only()
    {
        var commit = new GroupCommit<int, int>(1, batch => batch[0] == 2 ? throw new InvalidOperationException("refused") : Task.FromResult(batch));

        var one = commit.SubmitAsync(1);
        var two = commit.SubmitAsync(2);
        var three = commit.SubmitAsync(3);

        Assert.Equal(1, await one);
        await Assert.ThrowsAsync<InvalidOperationException>(() => two);
        Assert.Equal(3, await three);
    }
}
