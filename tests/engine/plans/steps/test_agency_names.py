"""Names in lists and in sentences."""

import pytest

from ttdn.engine.plans.directory import Directory
from ttdn.engine.plans.steps.agency_mentions import mentions_at
from ttdn.engine.plans.steps.agency_names import split_list, whole_list

BODIES = Directory.shipped()


def listed(text):
    return [m.spelled(text) for m in split_list(text, BODIES)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế.", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"]),
        ("Sở TT&TT và các đơn vị liên quan", ["Sở TT&TT", "các đơn vị liên quan"]),
        ("các sở, ban, ngành, địa phương trong tỉnh", ["các sở, ban, ngành, địa phương trong tỉnh"]),
        ("Các sở, ban, ngành liên quan và Ủy ban nhân dân các huyện, thành phố",
         ["Các sở, ban, ngành liên quan", "Ủy ban nhân dân các huyện, thành phố"]),
        ("các Sở: Tài chính, Y tế, Văn hóa, Thể thao và Du lịch; Công an tỉnh",
         ["Sở Tài chính", "Sở Y tế", "Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh"]),
        ("Sở Tài chính, Y tế", ["Sở Tài chính", "Sở Y tế"]),
        ("Ban Quản lý Khu Kinh tế Vân Hà và các Khu công nghiệp tỉnh, Sở Xây dựng",
         ["Ban Quản lý Khu Kinh tế Vân Hà và các Khu công nghiệp tỉnh", "Sở Xây dựng"]),
        ("Cục Báo chí - Bộ Văn hóa, Thể thao và Du lịch; Đài Truyền hình Việt Nam",
         ["Cục Báo chí - Bộ Văn hóa, Thể thao và Du lịch", "Đài Truyền hình Việt Nam"]),
        ("- Sở Y tế\n- Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("Sở Ngoại vụ, Báo và Phát thanh, Truyền hình tỉnh", ["Sở Ngoại vụ", "Báo và Phát thanh, Truyền hình tỉnh"]),
        ("Trung tâm Số liệu biển, Công đoàn Cục, Đội Tuần tra số 2",
         ["Trung tâm Số liệu biển", "Công đoàn Cục", "Đội Tuần tra số 2"]),
    ],
)  # fmt: skip
def test_a_list_loses_no_name_and_tears_none(text, names):
    assert listed(text) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Sở Y tế và các cơ quan báo chí thông tin kịp thời về dịch", ["Sở Y tế", "các cơ quan báo chí"]),
        ("các cơ quan thuộc Bộ Ngoại giao, các cơ quan liên quan để mở lớp",
         ["các cơ quan thuộc Bộ Ngoại giao", "các cơ quan liên quan"]),
        ("các cơ quan đại diện Việt Nam ở nước ngoài triển khai hoạt động",
         ["các cơ quan đại diện Việt Nam ở nước ngoài"]),
        ("các cơ quan liên quan trong việc quản lý đoàn", ["các cơ quan liên quan"]),
        ("Hội Doanh nhân trẻ tỉnh và Công ty Du lịch Hồ Mây tổ chức",
         ["Hội Doanh nhân trẻ tỉnh", "Công ty Du lịch Hồ Mây"]),
        ("Trung tâm Văn hóa - Thể thao và Truyền thông tổ chức", ["Trung tâm Văn hóa - Thể thao và Truyền thông"]),
        ("Các thành viên Ban Chỉ đạo căn cứ nhiệm vụ", ["Các thành viên Ban Chỉ đạo"]),
        ("Ủy ban nhân dân xã Suối Mơ, Sở Y tế tổ chức", ["Ủy ban nhân dân xã Suối Mơ", "Sở Y tế"]),
        ("các tổ chức chính trị - xã hội huyện Vận động hội viên", ["các tổ chức chính trị - xã hội huyện"]),
        ("hướng dẫn đưa tin về tình hình quốc tế", []),
        ("Ban hành văn bản", []),
        ("Báo cáo kết quả", []),
        ("Chủ tịch UBND các huyện, thành phố chịu trách nhiệm", ["Chủ tịch UBND các huyện, thành phố"]),
    ],
)  # fmt: skip
def test_in_a_sentence_a_name_ends_before_the_verb(sentence, names):
    assert [m.written(sentence) for m in mentions_at(sentence, 0, BODIES)] == names


@pytest.mark.parametrize(
    "text", ["MỤC TIÊU CHUNG", "Kinh phí thực hiện", "Tăng cường thông tin của các sở, ngành", "Nhóm thể chế"]
)
def test_words_that_name_nobody_are_no_list_of_agencies(text):
    assert whole_list(text, BODIES) is None


@pytest.mark.parametrize(
    "text", ["SỞ TÀI CHÍNH", "LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ TỈNH", "CÁC CƠ QUAN BÁO CHÍ, TRUYỀN THÔNG TRONG TỈNH"]
)
def test_capitals_are_names_too(text):
    assert len(whole_list(text, BODIES)) == 1


@pytest.mark.parametrize(
    ("name", "goes_on"),
    [
        ("Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh", " cập nhật nhu cầu"),
        ("Ban Quản lý Khu kinh tế Dung Hải", " đề xuất"),
        ("Ban Quản lý Khu kinh tế tỉnh", " liên hệ với các nhà đầu tư"),
        ("Ban Quản lý các khu công nghiệp tỉnh", " rà soát"),
        ("Ban Quản lý dự án đầu tư xây dựng tỉnh", " triển khai các gói thầu"),
        ("Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh", " đẩy nhanh tiến độ"),
        ("Ban An toàn giao thông tỉnh", " xây dựng Kế hoạch"),
        ("Trung tâm Kiểm soát bệnh tật tỉnh", " liên hệ các trạm"),
        ("Khu Quản lý đường bộ III", " sửa chữa mặt đường"),
        ("Báo và phát thanh, truyền hình Hà Vân", " mở chuyên mục"),
        ("Báo và Phát thanh, truyền hình tỉnh", " đăng tin"),
        ("Báo và Đài Phát thanh và Truyền hình tỉnh", " đăng tin"),
        ("Chi cục Trồng trọt và Bảo vệ thực vật", " phun thuốc"),
        ("Trung tâm Dịch vụ việc làm tỉnh", " kết nối cung cầu"),
        ("Hội Liên hiệp Phụ nữ các xã", " nhân rộng mô hình"),
        ("Sở VHTTDL", " mời các đoàn famtrip"),
        ("Sở NN&MT", " cấp giấy"),
        ("Quỹ Bảo vệ và Phát triển rừng tỉnh", " chi trả tiền"),
        ("Công ty Điện lực Hà Vân", " cắt điện"),
        ("Công ty cổ phần Môi trường đô thị Hà Vân", " thu gom rác"),
        ("Công ty TNHH MTV Cấp nước Hà Vân", " cấp nước sạch"),
        ("Trường Cao đẳng Nghề An Sơn", " liên kết với doanh nghiệp"),
        ("Ngân hàng Nhà nước Khu vực 5", " khuyến khích các tổ chức"),
        ("Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh", " thẩm tra"),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy", " định hướng dư luận"),
        ("Hội Chữ thập đỏ tỉnh", " vận động hiến máu"),
        ("Hội Người cao tuổi tỉnh", " nêu gương"),
        ("Hội Cựu chiến binh tỉnh", " vận động hội viên"),
        ("Kho bạc Nhà nước Khu vực XI", " giải ngân"),
        ("Phòng Kinh tế, Hạ tầng và Đô thị phường", " quản lý vỉa hè"),
        ("Trung tâm Phục vụ hành chính công tỉnh", " niêm yết"),
        ("Phòng Văn hóa - Xã hội phường", " phát động"),
        ("Trạm Y tế xã", " phun hóa chất"),
        ("UBND các xã, phường, đặc khu", " nhân rộng"),
        ("Công an các xã, phường", " tuần tra"),
        ("Sở Y tế Lâm Sơn", " mời chuyên gia"),
        ("Bệnh viện Đa khoa khu vực Tân Lập", " bố trí giường"),
        ("Vườn quốc gia Hoàng Sơn", " cắm biển"),
        ("Ban Quản lý rừng phòng hộ sông Đà", " trồng rừng"),
        ("Trung tâm Khuyến nông tỉnh", " mở lớp"),
        ("Trung tâm Văn hóa - Nghệ thuật tỉnh", " biểu diễn"),
        ("Liên đoàn Lao động tỉnh", " thăm hỏi"),
        ("Hội Khuyến học tỉnh", " trao học bổng"),
        ("Tòa án nhân dân tỉnh", " xét xử lưu động"),
        ("Viện kiểm sát nhân dân tỉnh", " kiểm sát"),
        ("Bảo hiểm xã hội tỉnh", " cấp thẻ"),
        ("Bưu điện tỉnh", " nhận hồ sơ"),
        ("Cảng hàng không Đồng Hải", " bố trí màn hình"),
        ("Đồn Biên phòng Cửa khẩu quốc tế Nậm Phai", " hướng dẫn khách"),
        ("Hiệp hội Du lịch tỉnh", " ra mắt tour"),
        ("Ban Dân tộc và Tôn giáo tỉnh", " biên dịch"),
        ("Hạt Kiểm lâm Tân Lập", " tuần tra"),
        ("Thuế tỉnh Hà Vân", " thu thuế"),
        ("Hải quan khu vực VII", " thông quan"),
        ("Chi nhánh Ngân hàng Chính sách xã hội tỉnh", " cho vay"),
        ("Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch tỉnh", " mời gọi"),
        ("Ban Chỉ đạo 35 tỉnh", " đấu tranh"),
        ("Ban Chỉ huy Phòng thủ dân sự tỉnh", " trực ban"),
        ("Điện lực huyện Tân Lập", " cắt tỉa cây"),
        ("Trung tâm Y tế khu vực Tân Lập", " khám bệnh"),
        ("Trường Chính trị tỉnh", " mở lớp"),
        ("Đoàn TNCS Hồ Chí Minh tỉnh", " ra quân"),
        ("Trung tâm Điều hành thông minh tỉnh", " giám sát"),
        ("Ban Nội chính Tỉnh ủy", " theo dõi"),
        ("Ban Tổ chức Tỉnh ủy", " thẩm định"),
        ("Ban Kinh tế - Ngân sách HĐND tỉnh", " thẩm tra"),
        ("Hội Nhà báo tỉnh", " bình chọn"),
        ("Sở Dân tộc và Tôn giáo", " biên dịch"),
        ("Trung tâm Truyền thông - Văn hóa phường", " phát thanh"),
    ],
)
def test_a_name_is_whole_in_a_list_and_in_a_sentence(name, goes_on):
    assert [m.written(name + goes_on) for m in mentions_at(name + goes_on, 0, BODIES)] == [name]
    assert listed(name) == [name]
    assert whole_list(name, BODIES) is not None
