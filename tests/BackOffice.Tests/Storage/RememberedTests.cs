namespace BackOffice.Storage;

/// <summary>A record that never changes is read once by however many ask, and again when it was not there.</summary>
public sealed class RememberedTests
{
    private readonly Remembered<string, string> known = new(most: 2);
    private int reads;

    [Fact]
    public async Task All_who_ask_while_it_is_read_wait_for_the_same_reading()
    {
        var gate = new TaskCompletionSource<string?>();
        var asked = Enumerable.Range(0, 3).Select(_ => known.GetAsync("plan", () => Read(gate.Task))).ToList();
        gate.SetResult("as written");

        Assert.All(await Task.WhenAll(asked), value => Assert.Equal("as written", value));
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task What_was_not_there_is_asked_again()
    {
        Assert.Null(await known.GetAsync("plan", () => Read(Task.FromResult<string?>(null))));
        Assert.Equal("written since", await known.GetAsync("plan", () => Read(Task.FromResult<string?>("written since"))));
        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task What_could_not_be_read_is_read_again()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => known.GetAsync("plan", () => Read(Task.FromException<string?>(new TimeoutException()))));
        Assert.Equal("there", await known.GetAsync("plan", () => Read(Task.FromResult<string?>("there"))));
    }

    [Fact]
    public async Task No_more_than_so_many_are_kept()
    {
        foreach (var name in (string[])["one", "two", "three", "three", "one"])
        {
            Assert.Equal(name, await known.GetAsync(name, () => Read(Task.FromResult<string?>(name))));
        }

        Assert.Equal(4, reads); // "three" made room by forgetting both; "one" was read again
    }

    private Task<string?> Read(Task<string?> content)
    {
        reads++;
        return content;
    }
}
