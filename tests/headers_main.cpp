// Only so that the headers of tests are compiled once (CMakeLists.txt).
int main()
{
    return 0;
}
